// `npm run bench -- standalone|cluster [--quick] [--only GROUP] [--json FILE]`: the speed and memory of one tier, as ratios of one
// run; each bench names its groups where it does not know one. The cluster's bench starts a Kafka and a MySQL of its own.
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root, run } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const [tier, ...rest] = process.argv.slice(2);
if (tier !== 'standalone' && tier !== 'cluster') {
  console.error('npm run bench -- standalone|cluster [--quick] [--only GROUP] [--json FILE]');
  process.exit(2);
}
run(process.execPath, [
  join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'),
  'test/bench',
  'test/support/sign-in.ts',
  '-d',
  'dist',
  '--quiet',
]);
process.argv = [process.argv[0], process.argv[1], ...rest];
if (tier === 'standalone') await import('../dist/test/bench/standalone/bench.js');
else await benchCluster();

async function benchCluster() {
  const { startServers } = await import('./servers/index.mjs');
  const { startSink } = await import('./servers/connect.mjs');
  const { startBenchCluster } = await import('./cluster/bench-cluster.mjs');
  const extra = { mysql: ['--innodb-buffer-pool-size=512M', '--innodb-log-file-size=256M'] };
  const servers = await startServers(['kafka', 'mysql'], { extra });
  try {
    const { clusterBench } = await import('../dist/test/bench/cluster/bench.js');
    const { ADMIN_PASSWORD } = await import('../dist/test/support/sign-in.js');
    const { kafka, mysql } = servers;
    const startCluster = () => startBenchCluster({ kafka, mysql }, ADMIN_PASSWORD);
    await clusterBench({ kafka, mysql, startSink, startCluster }, rest);
  } finally {
    await servers.stop();
  }
}
