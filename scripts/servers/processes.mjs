import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ServersError, tail } from './failure.mjs';

const POLL_MS = 20;

/**
 * Names one life of a process: a pid alone is reused, after a reboot almost surely.
 * @returns {{pid: number, start: string} | undefined} undefined when no such process lives
 */
export function identify(pid) {
  const start = existsSync('/proc/self/stat') ? linuxStart(pid) : portableStart(pid);
  return start === undefined ? undefined : { pid, start };
}

export function lives(identity) {
  return identity !== undefined && identify(identity.pid)?.start === identity.start;
}

function linuxStart(pid) {
  const text = readProc(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in brackets may hold blanks; what follows the last bracket is the state, then 18 numbers, then the start in ticks since boot.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'X' || (fields[0] === 'Z' && threads(pid) <= 1)
    ? undefined
    : `${readProc('/proc/sys/kernel/random/boot_id')?.trim()}:${fields[19]}`;
}

/** A killed server's first thread may be gone while others still hold its port and its files. */
function threads(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return 0;
    throw error;
  }
}

function readProc(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // ESRCH: it ended between open and read.
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}

function portableStart(pid) {
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

/** Starts a server that outlives this process and does not get its terminal's Ctrl-C; it ends by `end`. */
export function launch(command, args, { log, cwd, env = {} }) {
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, 'a');
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, out], detached: true });
  closeSync(out);
  child.unref();
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new ServersError('SERVERS.NOT_STARTED', `无法启动 ${command}：${error.message}`, `cannot start ${command}: ${error.message}`)),
    );
    child.once('spawn', () => {
      const identity = identify(child.pid);
      if (identity !== undefined) return resolve(identity);
      reject(
        new ServersError('SERVERS.ENDED_EARLY', `${command} 启动后立即退出\n${tail(log)}`, `${command} ended at once, its log is above`),
      );
    });
  });
}

/** SIGTERM, and SIGKILL when it has not ended in time. Does nothing to a process that only has the same pid. */
export async function end(identity, limitMs) {
  if (!lives(identity)) return;
  signal(identity, 'SIGTERM');
  if (await gone(identity, limitMs)) return;
  await kill(identity);
}

/** SIGKILL: the server has no chance to write anything. */
export async function kill(identity) {
  signal(identity, 'SIGKILL');
  if (await gone(identity, 10_000)) return;
  throw new ServersError('SERVERS.WILL_NOT_END', `进程 ${identity.pid} 无法结束`, `process ${identity.pid} does not end`);
}

function signal(identity, name) {
  if (!lives(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function gone(identity, limitMs) {
  return within(limitMs, () => !lives(identity));
}

/** Asks until the answer is true. @returns false when the time limit passed first */
export async function within(limitMs, condition) {
  const limit = Date.now() + limitMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= limit) return false;
    await pause(POLL_MS);
  }
}

/** Runs a tool to its end without blocking the event loop. @returns its code and both outputs together */
export function runTool(command, args, { cwd, env = {}, limitMs = 300_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    // Not spawn's own limit: that one goes on counting, and holds this process, when there is no such command.
    const limit = setTimeout(() => child.kill(), limitMs);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => {
      clearTimeout(limit);
      if (error.code === 'ENOENT') resolve({ code: 127, output: error.message, missing: true });
      else reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, output: signal === null ? output : `${output}\n${signal}`, missing: false });
    });
  });
}

/** As `runTool`; a failure is an error with the tool's own words. */
export async function mustRun(command, args, options) {
  const { code, output } = await runTool(command, args, options);
  if (code === 0) return output;
  const end = output.slice(-4_000);
  throw new ServersError(
    'SERVERS.TOOL_FAILED',
    `${command} 失败（${code}）：${command} ${args.join(' ')}\n${end}`,
    `${command} failed (${code}), its output is above`,
  );
}
