import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALLED = join(root, 'node_modules', '.bangfu-installed');
const DIST = join(root, 'dist');
const BUILT = join(DIST, '.bangfu-built');
const CONSOLE_BUILT = join(DIST, '.bangfu-console-built');
const WEB = join(root, 'apps', 'web');
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

/** Builds what is older than its sources: the processes, and the console in the browser. */
export function ensureBuilt() {
  buildProcesses();
  buildConsole();
}

function buildProcesses() {
  const files = ['apps', 'libs'].flatMap((folder) => sources(join(root, folder), /\.ts$/)).filter((file) => !file.startsWith(WEB));
  const wanted = stateOf([...files, join(root, '.swcrc')]);
  if (stampIs(BUILT, wanted)) return;
  say('编译 / building');
  for (const folder of ['apps', 'libs']) rmSync(join(DIST, folder), { recursive: true, force: true });
  run(process.execPath, [
    join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'),
    'apps',
    'libs',
    '-d',
    'dist',
    '--quiet',
    '--ignore',
    '**/*.spec.ts,apps/web/**',
  ]);
  writeFileSync(BUILT, wanted);
}

/** Fails where a page has become larger than its budget (apps/web/build/budgets.ts). */
function buildConsole() {
  const files = [...sources(WEB), ...sources(join(root, 'libs', 'contracts', 'src'), /\.ts$/)];
  const wanted = stateOf([...files, join(root, 'package-lock.json')]);
  if (stampIs(CONSOLE_BUILT, wanted)) return;
  say('编译网页 / building the console');
  run(process.execPath, [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--config',
    'apps/web/build/vite.config.ts',
    '--logLevel',
    'error',
  ]);
  writeFileSync(CONSOLE_BUILT, wanted);
}

function stateOf(files) {
  return digest(files.map((file) => `${file}:${statSync(file).mtimeMs}:${statSync(file).size}`));
}

function sources(folder, named = /./) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && named.test(entry.name))
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
