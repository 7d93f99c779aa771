// `npm run cluster`: the cluster tier on this machine: real Kafka and MySQL, five services, one ready line for the gateway.
// `--database mariadb` takes MariaDB; `--instances purchases=2` runs a service twice. All is kept under BANGFU_DATA.
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const { runCluster } = await import('./cluster/run-cluster.mjs');
await runCluster(process.argv.slice(2), process.env);
