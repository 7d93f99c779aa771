import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crash, halt, install, NAMES, recorded, revive, start, stop } from './lifecycle.mjs';
import { locked } from './locks.mjs';
import { cacheFolder, testRuns } from './places.mjs';
import { identify, lives } from './processes.mjs';

const OWNER = 'owner.json';

/** Downloads and unpacks the named servers. */
export async function installServers(names) {
  for (const name of names) await install(name);
}

/** Real servers in a run folder of their own; see index.d.mts for what is returned. */
export async function startServers(names, { folder, relaxed = false, extra = {} } = {}) {
  await sweep();
  mkdirSync(testRuns(), { recursive: true });
  const run = folder ?? mkdtempSync(join(testRuns(), 'run-'));
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, OWNER), JSON.stringify(identify(process.pid)));
  await installServers(names);
  const started = await Promise.allSettled(names.map((name) => start(name, run, { relaxed, extra: extra[name] ?? [] })));
  const records = new Map(started.flatMap((one) => (one.status === 'fulfilled' ? [[one.value.name, one.value]] : [])));
  const stopAll = async () => {
    await Promise.all([...records.values()].map(stop));
    rmSync(run, { recursive: true, force: true });
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await stopAll();
    throw failed.reason;
  }
  return {
    ...Object.fromEntries([...records].map(([name, record]) => [name, record.connection])),
    stop: stopAll,
    crash: (name) => crash(records.get(name)),
    halt: (name) => halt(records.get(name)),
    revive: (name) => revive(records.get(name)),
    pid: (name) => records.get(name)?.process?.pid,
  };
}

/** Ends what a test run left behind that was itself killed before it could stop its servers. */
function sweep() {
  if (!existsSync(testRuns())) return undefined;
  return locked(join(cacheFolder(), 'sweep.lock'), async () => {
    for (const name of readdirSync(testRuns())) {
      const run = join(testRuns(), name);
      const owner = join(run, OWNER);
      if (!existsSync(owner) || lives(JSON.parse(readFileSync(owner, 'utf8')))) continue;
      for (const server of NAMES) {
        const record = recorded(server, run);
        if (record !== undefined) await stop(record);
      }
      rmSync(run, { recursive: true, force: true });
    }
  });
}
