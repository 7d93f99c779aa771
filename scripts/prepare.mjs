import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALLED = join(root, 'node_modules', '.bangfu-installed');
const BUILT = join(root, 'dist', '.bangfu-built');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Refuses a Node that the pinned packages do not run on. */
export function checkNode() {
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `NODE.TOO_OLD 需要 Node 20.19 或更新，现为 ${process.versions.node}。/ Node 20.19 or newer is needed, this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Installs exactly what package-lock.json names, once per lock file. */
export function ensureInstalled() {
  const wanted = digest(['package-lock.json'].map((file) => readFileSync(join(root, file), 'utf8')));
  if (stampIs(INSTALLED, wanted)) return;
  say('安装依赖 / installing');
  run('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(INSTALLED, wanted);
}

/** Compiles apps and libs, once per state of the sources. */
export function ensureBuilt() {
  const files = ['apps', 'libs'].flatMap((folder) => sources(join(root, folder)));
  const wanted = digest([...files, join(root, '.swcrc')].map((file) => `${file}:${statSync(file).mtimeMs}:${statSync(file).size}`));
  if (stampIs(BUILT, wanted)) return;
  say('编译 / building');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run(process.execPath, [
    join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'),
    'apps',
    'libs',
    '-d',
    'dist',
    '--quiet',
    '--ignore',
    '**/*.spec.ts',
  ]);
  writeFileSync(BUILT, wanted);
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digest(parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

function stampIs(file, wanted) {
  return existsSync(file) && readFileSync(file, 'utf8') === wanted;
}

function say(what) {
  console.error(`bangfu: ${what} …`);
}

/** Runs a command to its end; its failure ends this script with its code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (result.status === 0) return;
  console.error(`bangfu: ${command} ${args.join(' ')} → ${result.status ?? result.signal ?? result.error?.message}`);
  process.exit(result.status ?? 1);
}
