// `npm run bench -- standalone [--quick] [--only append|latency|http|ledger] [--json FILE]`: the speed and memory of one tier, as ratios of one run.
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root, run } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const [tier, ...rest] = process.argv.slice(2);
if (tier !== 'standalone') {
  console.error('npm run bench -- standalone [--quick] [--only append|latency|http|ledger] [--json FILE]');
  process.exit(2);
}
run(process.execPath, [join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'), 'test/bench', '-d', 'dist', '--quiet']);
process.argv = [process.argv[0], process.argv[1], ...rest];
await import('../dist/test/bench/standalone/bench.js');
