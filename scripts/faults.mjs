// `npm run faults [-- --long] [--only <part of a path>]`: the suites of test/faults; `--long` in their long form.
// `npm run faults -- --mutants`: takes one safeguard away at a time, in a copy, and expects the suite that guards it to notice.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

const USAGE = 'npm run faults -- [--long] [--only <part of a path>] | --mutants [<name>…]';

checkNode();
ensureInstalled();
ensureBuilt();
const [first, ...rest] = process.argv.slice(2);
if (first === '--mutants') {
  const { runMutants } = await import('./mutants/run-mutants.mjs');
  process.exit(await runMutants(rest));
}
process.exit(suites(process.argv.slice(2)));

function suites(args) {
  const environment = { ...process.env, NODE_ENV: 'test' };
  let only = '';
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '--long') Object.assign(environment, { FAULTS_LONG: '1', SEEDS: '1000', KILLS: '500', ...process.env });
    else if (args[index] === '--only' && args[index + 1] !== undefined) only = args[(index += 1)];
    else {
      console.error(`${args[index]}: 无法识别 / not understood\n${USAGE}`);
      return 2;
    }
  }
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const paths = [`test/faults/.*${only}`, ...(only === '' ? ['test/integration/kafka-(group|broker)'] : [])];
  const all = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '--runInBand', ...paths];
  return spawnSync(process.execPath, all, { cwd: root, stdio: 'inherit', env: environment }).status ?? 1;
}
