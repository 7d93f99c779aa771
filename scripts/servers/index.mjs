import { crash, halt, install, revive, start, stop } from './lifecycle.mjs';
import { closeRun, openRun, sweepRuns } from './runs.mjs';

/** Downloads and unpacks the named servers. */
export async function installServers(names) {
  for (const name of names) await install(name);
}

/** Real servers in a run folder of their own; `index.d.mts` says what is returned. */
export async function startServers(names, { folder, relaxed = false, extra = {} } = {}) {
  await sweepRuns();
  const run = openRun(folder);
  const settled = await Promise.allSettled(names.map((name) => start(name, run.folder, { relaxed, extra: extra[name] ?? [] })));
  const records = new Map(settled.filter((one) => one.status === 'fulfilled').map(({ value }) => [value.name, value]));
  const stopAll = async () => {
    await Promise.all([...records.values()].map(stop));
    closeRun(run);
  };
  const failed = settled.find((one) => one.status === 'rejected');
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
