import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServersError } from '../servers/failure.mjs';
import { take } from '../servers/locks.mjs';
import { end, identify, lives } from '../servers/processes.mjs';

const STOP_LIMIT_MS = 30_000;
const DATABASES = ['mysql', 'mariadb'];

/**
 * Takes the data folder of a cluster for this process, and ends services of it that outlived the process that had it.
 * @returns what gives it back. @throws CLUSTER.IN_USE, CLUSTER.OTHER_DATABASE; nothing is started or ended then
 */
export async function holdFolder(folder, database) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, 'cluster.lock');
  if (!take(lock)) throw inUse(folder, lock);
  const release = () => rmSync(lock, { force: true });
  const other = DATABASES.find((name) => name !== database && existsSync(join(folder, 'servers', name)));
  if (other !== undefined) {
    release();
    throw otherDatabase(folder, database, other);
  }
  await endOrphans(folder);
  return release;
}

/** Writes down that a service of the folder runs under this pid, for whoever has to end it when this process cannot. */
export function recordService(folder, name, pid) {
  mkdirSync(join(folder, 'processes'), { recursive: true });
  writeFileSync(join(folder, 'processes', `${name}.json`), JSON.stringify(identify(pid) ?? {}), { mode: 0o600 });
}

async function endOrphans(folder) {
  const records = join(folder, 'processes');
  if (!existsSync(records)) return;
  for (const file of readdirSync(records)) {
    const identity = JSON.parse(readFileSync(join(records, file), 'utf8'));
    if (!lives(identity)) continue;
    console.error(
      `${file.replace('.json', '')}: 上次运行遗留的进程 ${identity.pid}，正在结束 / process ${identity.pid} was left by the last run, ending it`,
    );
    await end(identity, STOP_LIMIT_MS);
  }
}

function inUse(folder, lock) {
  const { pid } = JSON.parse(readFileSync(lock, 'utf8'));
  return new ServersError(
    'CLUSTER.IN_USE',
    `${folder} 正由进程 ${pid} 的集群使用：请先停止它，或用 BANGFU_DATA 另选文件夹`,
    `${folder} is in use by the cluster of process ${pid}: end that one first, or choose another folder by BANGFU_DATA`,
  );
}

/** Topics of one ledger beside an empty database of another kind: every service would refuse them (`TOPIC.AHEAD`), and none could say why. */
function otherDatabase(folder, asked, other) {
  return new ServersError(
    'CLUSTER.OTHER_DATABASE',
    `${folder} 的台账在 ${other} 中，不能用 ${asked} 打开：请加 --database ${other}，或用 BANGFU_DATA 另选文件夹`,
    `the ledger in ${folder} is kept by ${other} and is not opened with ${asked}: say --database ${other}, or choose another folder by BANGFU_DATA`,
  );
}
