// `npm test`: every check of the project, in order of what it costs. Ends with one line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

checkNode();
ensureInstalled();
const bin = (name, file) => [process.execPath, [join(root, 'node_modules', ...name.split('/'), ...file.split('/'))]];
const steps = [
  ['typecheck', ...bin('typescript', 'bin/tsc'), ['--noEmit']],
  ['lint', ...bin('eslint', 'bin/eslint.js'), ['.', '--max-warnings', '0']],
  ['format', ...bin('prettier', 'bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.']],
  ['rules', ...bin('dependency-cruiser', 'bin/dependency-cruise.mjs'), ['apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs']],
];

let passed = 0;
let failed = 0;
const times = [];

for (const [name, command, first, args] of steps) check(name, command, [...first, ...args]);
ensureBuilt();

const folder = mkdtempSync(join(tmpdir(), 'bangfu-test-'));
for (const [name, patterns, workers] of [
  ['unit', ['<rootDir>/libs/', '<rootDir>/apps/'], '2'],
  ['system', ['<rootDir>/test/'], '1'],
]) {
  const report = join(folder, `${name}.json`);
  const started = Date.now();
  const [command, first] = bin('jest', 'bin/jest.js');
  spawn(command, [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    ...first,
    '--json',
    `--outputFile=${report}`,
    '--maxWorkers',
    workers,
    '--roots',
    ...patterns.map((pattern) => pattern.replace('<rootDir>/', `${root}/`)).filter((path) => existsSync(path)),
    ...process.argv.slice(2),
  ]);
  times.push([name, Date.now() - started]);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  passed += result?.numPassedTests ?? 0;
  failed += result === undefined ? 1 : result.numFailedTests + result.numRuntimeErrorTestSuites;
}
rmSync(folder, { recursive: true });
for (const [name, ms] of times) console.log(`${name}: ${(ms / 1000).toFixed(1)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function spawn(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } }).status === 0;
}

function check(name, command, args) {
  const started = Date.now();
  const ok = spawn(command, args);
  times.push([name, Date.now() - started]);
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok' : 'FAILED'} ${name}`);
}
