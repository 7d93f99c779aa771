import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ServersError } from './failure.mjs';
import { identify, lives, within } from './processes.mjs';

const LOCK_LIMIT_MS = 420_000;
const self = identify(process.pid);
let drafts = 0;

/** Runs the work while no other process does work under the same file; a lock whose holder has ended is taken over. */
export async function locked(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  if (!(await within(LOCK_LIMIT_MS, () => take(file)))) {
    const seconds = LOCK_LIMIT_MS / 1000;
    throw new ServersError(
      'SERVERS.LOCKED',
      `另一个进程占用 ${file} 超过 ${seconds} 秒，请等它结束或停止它`,
      `another process has held ${file} for more than ${seconds} s: wait for it or end it`,
    );
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes a file for this process. @returns false while another living process has it */
export function take(file) {
  if (claim(file)) return true;
  const holder = read(file);
  if (holder === undefined || lives(holder)) return false;
  const moved = `${file}.${process.pid}-${(drafts += 1)}`;
  if (!move(file, moved)) return false;
  // Between the look and the move another one may have replaced the dead holder: it gets its file back.
  const replaced = lives(read(moved));
  if (replaced) linkOnce(moved, file);
  rmSync(moved, { force: true });
  return !replaced && claim(file);
}

/** The file appears with its content or not at all. */
function claim(file) {
  const draft = `${file}.${process.pid}-${(drafts += 1)}`;
  writeFileSync(draft, JSON.stringify(self));
  const claimed = linkOnce(draft, file);
  rmSync(draft);
  return claimed;
}

function linkOnce(from, to) {
  return unless('EEXIST', () => linkSync(from, to));
}

function move(from, to) {
  return unless('ENOENT', () => renameSync(from, to));
}

function read(file) {
  let text;
  return unless('ENOENT', () => (text = readFileSync(file, 'utf8'))) ? JSON.parse(text) : undefined;
}

function unless(code, act) {
  try {
    act();
    return true;
  } catch (error) {
    if (error.code === code) return false;
    throw error;
  }
}
