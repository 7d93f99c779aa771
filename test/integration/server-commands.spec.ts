import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '..', '..', 'scripts', 'servers', 'servers.mjs');
const MODULE = join(import.meta.dirname, '..', '..', 'scripts', 'servers', 'index.mjs');

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** A cache of its own, so that what a person runs from the default one is never touched. */
class Cache {
  readonly folder = mkdtempSync(join(tmpdir(), 'bangfu-servers-'));
  readonly servers = join(this.folder, 'bangfu', 'servers');
  readonly environment = { ...process.env, XDG_CACHE_HOME: this.folder, SERVERS_DOCKER: 'never' };

  async run(args: string[], extra: Record<string, string> = {}): Promise<Ran> {
    const child = spawn(process.execPath, [CLI, ...args], { env: { ...this.environment, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes('\n')) return said;
  }
  throw new Error(`ended after: ${said}`);
}

function lives(pid: number): boolean {
  // Z: ended, and waits for its parent to hear of it.
  return existsSync(`/proc/${pid}/stat`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
}

describe('the servers command', () => {
  let cache: Cache;

  beforeAll(async () => {
    cache = new Cache();
    await cache.run(['install', 'mariadb']);
  });

  afterAll(async () => {
    await cache.run(['remove']);
    cache.remove();
  });

  it('starts what does not run yet, tells it as one JSON object, and comes back to the data after a stop', async () => {
    const first = await cache.run(['start', 'mariadb', '--relaxed', '--json']);
    expect(first.code).toBe(0);
    const told = JSON.parse(first.output) as Record<string, Record<string, unknown>>;
    expect(Object.keys(told)).toEqual(['mariadb']);
    expect(Object.keys(told['mariadb'] ?? {})).toEqual(['host', 'port', 'user', 'password', 'version']);
    expect(await cache.run(['start', 'mariadb', '--json'])).toEqual(first);
    const stopped = await cache.run(['stop']);
    expect(stopped.code).toBe(0);
    expect(stopped.output).toContain('its data is kept');
    expect(await cache.run(['status', '--json'])).toEqual({ code: 0, output: '{}\n' });
    expect(await cache.run(['start', 'mariadb', '--json'])).toEqual(first);
    await cache.run(['remove']);
    expect(readdirSync(join(cache.servers, 'run'))).toEqual([]);
  });

  it('never ends a process that only has the pid of a server of an earlier boot', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await once(stranger, 'spawn');
    const folder = join(cache.servers, 'run', 'mysql');
    mkdirSync(folder, { recursive: true });
    const record = {
      name: 'mysql',
      folder,
      ports: { client: 1 },
      process: { pid: stranger.pid, start: 'an-earlier-boot:1' },
      connection: {},
    };
    writeFileSync(join(folder, 'server.json'), JSON.stringify(record));
    expect(await cache.run(['status', '--json'])).toEqual({ code: 0, output: '{}\n' });
    expect((await cache.run(['remove', 'mysql'])).code).toBe(0);
    expect(existsSync(folder)).toBe(false);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });

  it('installs once, and whole, when two runs want the same at the same time', async () => {
    const fresh = new Cache();
    const runs = await Promise.all([fresh.run(['install', 'mariadb']), fresh.run(['install', 'mariadb'])]);
    expect(runs).toEqual([
      { code: 0, output: '' },
      { code: 0, output: '' },
    ]);
    expect(readdirSync(fresh.servers)).toEqual([expect.stringMatching(/^mariadb-[\d.]+-data$/), 'run']);
    fresh.remove();
  });

  it('ends what a killed test run left behind', async () => {
    const start = `const { startServers } = await import(${JSON.stringify(MODULE)}); const one = await startServers(['mariadb'], { relaxed: true }); console.log(one.pid('mariadb'));`;
    const starter = (more: string): ChildProcess =>
      spawn(process.execPath, ['--input-type=module', '-e', start + more], {
        env: cache.environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const killed = starter('setInterval(() => undefined, 1000);');
    const left = Number(await firstLine(killed));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(lives(left)).toBe(true);
    const next = starter('await one.stop();');
    await once(next, 'exit');
    expect(lives(left)).toBe(false);
    expect(readdirSync(join(cache.servers, 'runs'))).toEqual([]);
  });

  it.each([
    ['Java', ['start', 'kafka'], { PATH: '' }, ['SERVERS.JAVA_MISSING', 'apt-get install openjdk-17-jre-headless', '请先安装']],
    ['Maven', ['install', 'mysql'], { PATH: '' }, ['SERVERS.MAVEN_MISSING', 'apt-get install maven', '请先安装']],
  ])('says what to install when %s is missing', async (_what, args, environment, sentences) => {
    const run = await cache.run(args, environment);
    expect(run.code).toBe(1);
    for (const sentence of sentences) expect(run.output).toContain(sentence);
    expect(run.output).not.toMatch(/^\s+at /m);
  });

  it('asks a repository again that was away, and says what it heard', async () => {
    const fresh = new Cache();
    const programs = join(fresh.folder, 'programs');
    mkdirSync(programs);
    // Maven as it answers while its repository is away: the first time it fails, from the second on it is there.
    const maven = `#!/bin/sh
if [ "$1" = --version ]; then exit 0; fi
echo "$@" >> '${fresh.folder}/asked'
if [ $(wc -l < '${fresh.folder}/asked') = 1 ]; then echo 'transfer failed: 503'; exit 1; fi`;
    writeFileSync(join(programs, 'mvn'), maven, { mode: 0o755 });
    const run = await fresh.run(['install', 'kafka'], { PATH: `${programs}:${process.env['PATH']}` });
    expect(run.output).toMatch(/SERVERS\.TOOL_FAILED[\s\S]*503[\s\S]*asked again in 2 s/);
    expect(run.code).toBe(0);
    const asked = readFileSync(join(fresh.folder, 'asked'), 'utf8').trim().split('\n');
    expect(asked.map((line) => line.includes(' -U '))).toEqual([false, true]);
    expect(readdirSync(fresh.servers)).toContainEqual(expect.stringMatching(/^kafka-[\d.]+$/));
    fresh.remove();
  });

  it('starts a server once more that does not start, and shows the end of its log both times', async () => {
    const script = `const { startServers } = await import(${JSON.stringify(MODULE)}); await startServers(['mariadb'], { extra: { mariadb: ['--no-such-setting=1'] } }).catch((error) => console.error(error.code, error.message));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: cache.environment,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    expect(said).toMatch(/^(SERVERS\.NOT_READY[\s\S]*unknown variable 'no-such-setting=1'[\s\S]*){2}$/);
    expect(readdirSync(join(cache.servers, 'runs'))).toEqual([]);
  });

  it.each([[['begin']], [['start', '--fast']], [['start', 'oracle']]])('refuses %j with the names it knows', async (args) => {
    const run = await cache.run(args);
    expect(run.code).not.toBe(0);
    expect(run.output).toMatch(/kafka.*mysql.*mariadb/);
  });
});
