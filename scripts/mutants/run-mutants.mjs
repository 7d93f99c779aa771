import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../prepare.mjs';
import { startServers } from '../servers/index.mjs';
import { MUTANTS } from './mutants.mjs';

/** What a copy of the tree needs to run its suites. */
const COPIED = ['apps', 'libs', 'scripts', 'test', 'package.json', 'jest.config.js', 'tsconfig.json', '.swcrc'];

/**
 * Runs every suite on the sources as they are, then with one safeguard taken away, and prints a table.
 * @param names those to run; all where empty
 * @returns the exit code: 0 where every suite is green as it is and red without its safeguard
 */
export async function runMutants(names) {
  const chosen = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name));
  const servers = await startServers(['kafka', 'mysql', 'mariadb'], { relaxed: true });
  const { kafka, mysql, mariadb } = servers;
  const environment = { ...process.env, NODE_ENV: 'test', TEST_SERVERS_JSON: JSON.stringify({ kafka, mysql, mariadb }) };
  const rows = [];
  try {
    for (const suite of new Set(chosen.map((mutant) => mutant.suite))) {
      rows.push({ taken: '–', suite, wanted: 'green', ...verdict(root, suite, environment) });
    }
    for (const mutant of chosen)
      rows.push({ taken: mutant.safeguard, suite: mutant.suite, wanted: 'red', ...without(mutant, environment) });
  } finally {
    await servers.stop();
  }
  console.log('| 去掉的保障 / taken away | 套件 / suite | 结果 / came out | 用时 / s | 首个发现 / first finding |\n|---|---|---|---|---|');
  for (const { taken, suite, wanted, came, seconds, finding } of rows) {
    console.log(`| ${taken} | ${suite} | ${came}${came === wanted ? '' : ` ✗ (${wanted})`} | ${seconds} | ${finding} |`);
  }
  return rows.every(({ wanted, came }) => wanted === came) ? 0 : 1;
}

function without(mutant, environment) {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-mutant-'));
  try {
    for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const file = join(folder, mutant.file);
    let source = readFileSync(file, 'utf8');
    for (const { from, to } of [mutant, ...(mutant.also ?? [])]) {
      if (source.split(from).length !== 2) throw new Error(`${mutant.name}: “${from}” does not stand once in ${mutant.file}`);
      source = source.replace(from, () => to);
    }
    writeFileSync(file, source);
    return verdict(folder, mutant.suite, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A suite that could not run at all is neither green nor red. */
function verdict(folder, suite, environment) {
  const report = join(folder, 'dist-report.json');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '--rootDir', folder];
  const from = Date.now();
  spawnSync(process.execPath, [...args, '--json', `--outputFile=${report}`, '--silent', suite], { cwd: folder, env: environment });
  const result = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  const failed = result.testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed');
  const ran = result.numTotalTests > 0 && result.numRuntimeErrorTestSuites === 0;
  const came = !ran ? 'did not run' : result.success ? 'green' : 'red';
  return { came, seconds, finding: failed === undefined ? '–' : failed.title };
}
