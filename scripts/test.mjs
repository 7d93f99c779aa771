// `npm test`: every check of the project, in order of what it costs. Ends with one line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';
import { findBrowser } from './browser/index.mjs';
import { ServersError } from './servers/failure.mjs';
import { startServers } from './servers/index.mjs';
import { NOT_ASKED } from './supply/audit.mjs';

checkNode();
ensureInstalled();
const bin = (name, file) => [process.execPath, [join(root, 'node_modules', ...name.split('/'), ...file.split('/'))]];
const steps = [
  ['typecheck', ...bin('typescript', 'bin/tsc'), ['--noEmit']],
  ['typecheck console', ...bin('vue-tsc', 'bin/vue-tsc.js'), ['--noEmit', '-p', 'apps/web/tsconfig.json']],
  ['typecheck build', ...bin('typescript', 'bin/tsc'), ['--noEmit', '-p', 'apps/web/build/tsconfig.json']],
  ['lint', ...bin('eslint', 'bin/eslint.js'), ['.', '--max-warnings', '0']],
  ['format', ...bin('prettier', 'bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.']],
  ['install scripts', process.execPath, [join(root, 'scripts', 'supply', 'install-scripts.mjs')], []],
  ['rules', ...bin('dependency-cruiser', 'bin/dependency-cruise.mjs'), ['apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs']],
];

/** Suites that hold tasks of a page against milliseconds: beside another one they would measure it. */
const ALONE = String.raw`/test/browser/imports-big\.spec\.ts$`;
const OTHERS = `^(?!.*(${ALONE}))`;
/** As many as there are cores: with one more, suites that wait for a page took twice as long, and what a test looks for was over by then. */
const SIDE_BY_SIDE = '2';

let passed = 0;
let failed = 0;
const running = new Set();
let interrupted;
const times = [];
// The step that runs is ended, and what follows it is the way out below: a server that was started is stopped.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupt(signal));

// The linter takes as long as all others together: it has one of the two cores for itself.
await Promise.all([inOrder(steps.filter(([name]) => name === 'lint')), inOrder(steps.filter(([name]) => name !== 'lint'))]);
const audited = await audit();
ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'bangfu-test-'));
const servers = await openServers();
try {
  // Without them hundreds of tests would fail for one reason, half an hour later and far below where it is told.
  if (servers !== undefined && (await openBrowser())) {
    await suites('unit', ['libs', 'apps'], '2');
    await suites('system', ['test'], SIDE_BY_SIDE, ALONE);
    await suites('alone', ['test'], '1', OTHERS);
  }
} finally {
  rmSync(folder, { recursive: true });
  await servers?.stop();
}
for (const [name, ms] of times) console.log(`${name}: ${(ms / 1000).toFixed(1)} s`);
if (!audited) console.log('audit: not checked, see AUDIT.NOT_ASKED above; AUDIT_REQUIRED=1 makes this a failure');
console.log(`${passed} passed, ${failed} failed`);
process.exit(interrupted !== undefined || failed > 0 ? 1 : 0);

/** The real servers of this run; a suite that needs one finds it in TEST_SERVERS_JSON, and fails at once when it is not there. */
async function openServers() {
  if (interrupted !== undefined) return undefined;
  const from = Date.now();
  process.env['TEST_SERVERS_JSON'] = '{}';
  try {
    const { stop, kafka, mysql, mariadb } = await startServers(['kafka', 'mysql', 'mariadb'], { relaxed: true });
    process.env['TEST_SERVERS_JSON'] = JSON.stringify({ kafka, mysql, mariadb });
    const databases = `MySQL ${mysql.version} 127.0.0.1:${mysql.port}, MariaDB ${mariadb.version} 127.0.0.1:${mariadb.port}`;
    console.log(`ok servers: Kafka ${kafka.brokers.join(',')}, ${databases}`);
    return { stop };
  } catch (error) {
    if (!(error instanceof ServersError)) throw error;
    console.error(error.message);
    console.log('FAILED servers');
    failed += 1;
    return undefined;
  } finally {
    times.push(['servers', Date.now() - from]);
  }
}

/** The browser of this run, installed here where it is missing: a suite has not the time for that. @returns whether it is there */
async function openBrowser() {
  if (interrupted !== undefined) return false;
  const from = Date.now();
  try {
    process.env['TEST_BROWSER'] = await findBrowser();
    console.log(`ok browser: ${process.env['TEST_BROWSER']}`);
    return true;
  } catch (error) {
    if (!(error instanceof ServersError)) throw error;
    console.error(error.message);
    console.log('FAILED browser');
    failed += 1;
    return false;
  } finally {
    times.push(['browser', Date.now() - from]);
  }
}

/** @param leftOut which paths of the folders are not meant, as a regular expression */
async function suites(name, folders, workers, leftOut) {
  if (interrupted !== undefined) return;
  const report = join(folder, `${name}.json`);
  const from = Date.now();
  const [command, first] = bin('jest', 'bin/jest.js');
  await run(command, [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    ...first,
    '--json',
    `--outputFile=${report}`,
    '--roots',
    ...folders.map((path) => join(root, path)),
    ...(leftOut === undefined ? [] : ['--testPathIgnorePatterns', leftOut]),
    '--maxWorkers',
    workers,
    '--testSequencer',
    join(root, 'scripts', 'longest-first.mjs'),
    ...process.argv.slice(2),
  ]);
  times.push([name, Date.now() - from]);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  passed += result?.numPassedTests ?? 0;
  failed += result === undefined ? 1 : result.numFailedTests + result.numRuntimeErrorTestSuites;
}

/**
 * A registry that does not answer proves nothing, so the step then counts neither way and is named at the end; a machine that
 * releases sets AUDIT_REQUIRED=1 and fails. @returns whether it was answered
 */
async function audit() {
  if (interrupted !== undefined) return true;
  const from = Date.now();
  const code = await exitOf(process.execPath, [join(root, 'scripts', 'supply', 'audit.mjs')]);
  times.push(['audit', Date.now() - from]);
  const answered = code !== NOT_ASKED || process.env['AUDIT_REQUIRED'] === '1';
  if (!answered) return false;
  if (code === 0) passed += 1;
  else failed += 1;
  console.log(`${code === 0 ? 'ok' : 'FAILED'} audit`);
  return true;
}

async function run(command, args) {
  return (await exitOf(command, args)) === 0;
}

function exitOf(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } });
    running.add(child);
    child.once('error', reject);
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
}

function interrupt(signal) {
  interrupted = signal;
  for (const child of running) child.kill(signal);
}

async function inOrder(some) {
  for (const [name, command, first, args] of some) await check(name, command, [...first, ...args]);
}

async function check(name, command, args) {
  if (interrupted !== undefined) return;
  const from = Date.now();
  const ok = await run(command, args);
  times.push([name, Date.now() - from]);
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok' : 'FAILED'} ${name}`);
}
