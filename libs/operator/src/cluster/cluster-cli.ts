import type { Command } from 'commander';
import { accountsCommands } from '../accounts-cli.js';
import { clearServiceDemo } from '../demo.js';
import { disableDemoAccounts } from '../first-accounts.js';
import { type LedgerAtHand, rebuildSome, replayParked, sayEvents } from '../ledger-work.js';
import { asideCommand, type AsideOptions, listParked, ofMessage, returnMessage, setMessageAside } from '../parked-cli.js';
import { type Print, sayVerified, STREAM } from '../say.js';
import { republishLogs, rereadTopics } from './lay-anew.js';
import { officeOf, type ServiceShapes, type Upkeep, verifyService, withService } from './upkeep.js';

/** What the commands need of the app they belong to. */
export interface ClusterCli {
  readonly services: () => Promise<ServiceShapes>;
  readonly print: Print;
}

const SERVICE = '服务：gateway、purchases、projects、households、impact / service';
const ALONE = '（须先停止该服务 / stop the service first）';
const BESIDE = '（服务运行时可用 / works while the services run）';

/** What the logs of other services name is not in the database at hand. */
const NOTHING_KEPT: ReadonlySet<string> = new Set();

type OnService = <Result>(name: string, work: (upkeep: Upkeep) => Promise<Result>) => Promise<Result>;

/**
 * `npm run bangfu -- cluster <command> <service>`: the data of one process, with that process's own settings. All but
 * those that say otherwise work while its instances run, and while none does.
 */
export function clusterCommands(program: Command, app: ClusterCli): void {
  const cluster = program.command('cluster').description('集群版中一个服务的数据 / the data of one service of the cluster tier');
  const on: OnService = (name, work) => withService(app.services, name, work);
  proofCommands(cluster, app.print, on);
  readModelCommands(cluster, app.print, on);
  topicCommands(cluster, app.print, on);
  demoCommand(cluster, app.print, on);
  accountsCommands(cluster, {
    withOffice: (work) => on('gateway', (upkeep) => work(officeOf(upkeep))),
    readOnly: (check) => on('gateway', ({ open }) => check(open.database)),
    print: app.print,
    when: BESIDE,
  });
}

function proofCommands(cluster: Command, print: Print, on: OnService): void {
  cluster
    .command('verify')
    .argument('<service>', SERVICE)
    .description(`核验哈希链、汇总数据和凭证 / check its chain, read models and evidence${BESIDE}`)
    .action((name: string) =>
      on(name, async (upkeep) => {
        const { report, evidence } = await verifyService(upkeep);
        sayVerified(print, report, evidence);
      }),
    );
  cluster
    .command('events')
    .argument('<service>', SERVICE)
    .argument('<stream>', STREAM)
    .description(`一条记录的事件 / the events of one record${BESIDE}`)
    .action((name: string, stream: string) => on(name, (upkeep) => sayEvents(atHand(upkeep), upkeep.shape.logs, stream, print)));
}

function readModelCommands(cluster: Command, print: Print, on: OnService): void {
  cluster
    .command('rebuild')
    .argument('<service>', SERVICE)
    .argument('<projection...>', '汇总数据，如 impact / read models, as impact')
    .description(`从日志和主题重建汇总数据 / rebuild read models from log and topics${BESIDE}`)
    .action((name: string, projections: readonly string[]) => on(name, (upkeep) => rebuildSome(atHand(upkeep), projections, print)));
  const parked = cluster.command('parked').description('被搁置的事件 / parked events');
  parked
    .command('list')
    .argument('<service>', SERVICE)
    .description(`列出 / list them${BESIDE}`)
    .action((name: string) => on(name, ({ open }) => listParked(open.database, print)));
  parked
    .command('replay')
    .argument('<service>', SERVICE)
    .argument('[projection]', '只处理这一份汇总数据 / of this read model only')
    .description(`重新处理 / try them again, by a rebuild${BESIDE}`)
    .action((name: string, projection?: string) => on(name, (upkeep) => replayParked(atHand(upkeep), projection, print)));
  ofMessage(asideCommand(parked, 'set-aside', BESIDE).argument('<service>', SERVICE)).action(
    (name: string, id: string, options: AsideOptions) => on(name, ({ open }) => setMessageAside(open.ledger, id, options, print)),
  );
  ofMessage(asideCommand(parked, 'return', BESIDE).argument('<service>', SERVICE)).action(
    (name: string, id: string, options: AsideOptions) => on(name, ({ open }) => returnMessage(open.ledger, id, options, print)),
  );
}

function topicCommands(cluster: Command, print: Print, on: OnService): void {
  cluster
    .command('republish')
    .argument('<service>', SERVICE)
    .description(`下次启动时从头发布它的日志 / publish its log from the beginning at the next start${ALONE}`)
    .action((name: string) => on(name, ({ shape, open }) => republishLogs({ shape, ledger: open.ledger }, print)));
  cluster
    .command('reread')
    .argument('<service>', SERVICE)
    .argument('[projection...]', '只处理这些汇总数据 / of these read models only')
    .description(`清空汇总数据并从头读取主题 / empty read models and read the topics from their beginning${ALONE}`)
    .action((name: string, projections: readonly string[]) =>
      on(name, ({ shape, open }) => rereadTopics({ shape, ledger: open.ledger }, projections, print)),
    );
}

function demoCommand(cluster: Command, print: Print, on: OnService): void {
  cluster
    .command('demo')
    .description('演示数据 / demonstration data')
    .command('clear')
    .argument('<service...>', '依次 / in this order: purchases projects households gateway')
    .description(`撤回这些服务的全部演示记录 / withdraw all demo records of these services${BESIDE}`)
    .action(async (names: readonly string[]) => {
      for (const name of names) {
        await on(name, async (upkeep) => {
          if (name === 'gateway') await disableDemoAccounts(officeOf(upkeep));
          const withdrawn = await clearServiceDemo(upkeep.shape.logs, upkeep.open, NOTHING_KEPT);
          print(`${name}: 已撤回 ${withdrawn} 条演示记录 / demo records withdrawn`);
        });
      }
    });
}

function atHand({ shape, open: { ledger, database } }: Upkeep): LedgerAtHand {
  return { ledger, database, service: shape.name };
}
