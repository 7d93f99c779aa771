import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { Type } from '@nestjs/common';
import { pino } from 'pino';
import type { PublicOffice } from '#accounts';
import { LOG_NAMES } from '#contracts';
import { FigureReader, impactPositions, renderAnnual, ReportWriter } from '#impact';
import { SqliteDatabase } from '#persistence';
import { type Configuration, readTopicsConfiguration } from '#platform';
import { backupTo, restoreFrom } from './backup.js';
import { dataFolder } from './data-folder.js';
import { accountsCommands } from './accounts-cli.js';
import { demoCommands } from './demo-cli.js';
import { checkEvidence } from './evidence.js';
import { FindingError } from './finding-error.js';
import { caughtUp } from './first-start.js';
import { importCommand } from './import-cli.js';
import { asideCommand, type AsideOptions, listParked, ofMessage, returnMessage, setMessageAside } from './parked-cli.js';
import { rebuildSome, replayParked, sayEvents } from './ledger-work.js';
import { clockOf, type LedgerShape, officeOver, openLedger, type OpenLedger } from './open-ledger.js';
import { type HttpLedger, httpOver } from './serve.js';
import { sayVerified, STREAM } from './say.js';
import { helpInBothLanguages, refuseInBothLanguages } from './usage.js';
import { verify } from './verify.js';
import { clusterCommands } from './cluster/cluster-cli.js';
import type { ServiceShapes } from './cluster/upkeep.js';
import { createLogTopics } from './cluster/topics.js';

/** What the command line needs from the app it belongs to. */
export interface CliApp {
  /** Read when a command needs it: those of the cluster have other settings. */
  readonly configuration: () => Configuration;
  readonly shape: LedgerShape;
  readonly module: (open: OpenLedger) => Type;
  /** The processes of a cluster, loaded when a command needs them. */
  readonly services: () => Promise<ServiceShapes>;
  /** Where a person reads. */
  readonly print: (line: string) => void;
}

const ALONE = '（须先停止服务 / stop the server first）';
/** What is said of a command of the cluster; all others are of the standalone tier. */
const CLUSTER = '（集群版 / cluster tier）';
const BESIDE = '（服务运行时可用 / works while the server runs）';

/** `npm run bangfu -- <command>`. Commands that write need the data folder for themselves, the others run beside the server; `--help` says which. */
export function commandLine(app: CliApp): Command {
  const program = new Command('bangfu').description('帮扶台账的管理命令 / operator’s commands of the ledger');
  helpInBothLanguages(program);
  const alone = { withHttp: (work: WithHttp) => withHttp(app, work), print: app.print, when: ALONE };
  demoCommands(program, { ...alone, accounts: () => app.configuration().accounts });
  importCommand(program, alone);
  proofCommands(program, app);
  readModelCommands(program, app);
  folderCommands(program, app);
  accountsCommands(program, {
    withOffice: (work) => withOffice(app, work),
    readOnly: (check) => readOnly(app, check),
    print: app.print,
    when: BESIDE,
  });
  topicCommands(program, app);
  clusterCommands(program, app);
  refuseInBothLanguages(program);
  return program;
}

/** What is in the ledger, and whether it still is what was written. */
function proofCommands(program: Command, app: CliApp): void {
  program
    .command('verify')
    .description(`核验哈希链与汇总数据 / check chains and read models${BESIDE}`)
    .action(() => verifyLedger(app));
  program
    .command('report')
    .description('报告 / reports')
    .command('annual')
    .argument('<year>', '年度，四位数字 / year, four digits')
    .description(`打印全年段落 / print the paragraph of a year${BESIDE}`)
    .action((year: string) => annual(app, Number(year)));
  program
    .command('events')
    .argument('<stream>', STREAM)
    .description(`一条记录的事件 / the events of one record${BESIDE}`)
    .action((stream: string) => readOnly(app, (database) => sayEvents({ database }, LOG_NAMES, stream, app.print)));
}

function readModelCommands(program: Command, app: CliApp): void {
  const names = app.shape.projections.map((projection) => projection.name).join(', ');
  program
    .command('rebuild')
    .argument('<projection...>', `汇总数据 / read models: ${names}`)
    .description(`从日志重建汇总数据 / rebuild read models${ALONE}`)
    .action((chosen: readonly string[]) => withLedger(app, (open) => rebuildSome(open, chosen, app.print)));
  const parked = program.command('parked').description('被搁置的事件 / parked events');
  parked
    .command('list')
    .description(`列出 / list them${BESIDE}`)
    .action(() => readOnly(app, (database) => listParked(database, app.print)));
  parked
    .command('replay')
    .argument('[projection]', `只处理这一份汇总数据 / of this read model only: ${names}`)
    .description(`从日志重新处理 / try them again from the log${ALONE}`)
    .action((name?: string) => withLedger(app, (open) => replayParked(open, name, app.print)));
  ofMessage(asideCommand(parked, 'set-aside', ALONE)).action((id: string, options: AsideOptions) =>
    withLedger(app, ({ ledger }) => setMessageAside(ledger, id, options, app.print)),
  );
  ofMessage(asideCommand(parked, 'return', ALONE)).action((id: string, options: AsideOptions) =>
    withLedger(app, ({ ledger }) => returnMessage(ledger, id, options, app.print)),
  );
}

function folderCommands(program: Command, app: CliApp): void {
  program
    .command('backup')
    .argument('<folder>', '新文件夹，尚不存在 / a new folder that is not there yet')
    .description(`备份到新文件夹 / back up into a new folder${BESIDE}`)
    .action((target: string) => backup(app, target));
  program
    .command('restore')
    .argument('<folder>', '备份所在的文件夹 / the folder of the backup')
    .description('恢复到 BANGFU_DATA 所指的空文件夹 / restore into the empty folder that BANGFU_DATA names')
    .action((source: string) => restore(app, source));
}

function topicCommands(program: Command, app: CliApp): void {
  program
    .command('topics')
    .description(`主题 / topics${CLUSTER}`)
    .command('create')
    .description('按 BANGFU_KAFKA_… 建立缺少的主题 / create the missing ones as configured')
    .action(() => createMissingTopics(app));
}

async function withLedger(app: CliApp, work: (open: OpenLedger) => Promise<void>): Promise<void> {
  const open = await openLedger(app.configuration(), pino({ level: 'warn' }, pino.destination(2)), app.shape);
  try {
    await work(open);
  } finally {
    await open.close();
  }
}

type WithHttp = (open: OpenLedger, http: HttpLedger) => Promise<void>;

async function withHttp(app: CliApp, work: WithHttp): Promise<void> {
  await withLedger(app, async (open) => {
    const http = await httpOver(open, app.module(open), pino({ level: 'warn' }, pino.destination(2)));
    try {
      await work(open, http);
      await caughtUp(open);
    } finally {
      await http.app.close();
    }
  });
}

/** Accounts change beside the running server, which hears of it within a second: SQLite lets its writers take turns. */
async function withOffice(app: CliApp, work: (office: PublicOffice) => Promise<void>): Promise<void> {
  const configuration = app.configuration();
  const data = dataFolder(configuration.dataFolder);
  mustExist(data.ledgerFile);
  const database = await SqliteDatabase.open({ file: data.ledgerFile, steps: app.shape.steps });
  try {
    await work(officeOver(database, configuration));
  } finally {
    await database.close();
  }
}

async function readOnly<Result>(app: CliApp, work: (database: SqliteDatabase) => Promise<Result>): Promise<Result> {
  const file = dataFolder(app.configuration().dataFolder).ledgerFile;
  mustExist(file);
  const database = await SqliteDatabase.open({ file, steps: app.shape.steps, readOnly: true });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The driver would make the folders above a file that is not there. @throws FindingError */
function mustExist(file: string): void {
  if (!existsSync(file)) throw new FindingError(`${file}：这里没有账本，请核对 BANGFU_DATA。/ There is no ledger here; check BANGFU_DATA.`);
}

async function verifyLedger(app: CliApp): Promise<void> {
  const clock = clockOf(app.configuration());
  await readOnly(app, async (database) => {
    const { projections } = app.shape;
    const report = await verify({ database, logs: LOG_NAMES, chains: ['access'], projections, now: () => clock.now() });
    sayVerified(app.print, report, await checkEvidence(database, dataFolder(app.configuration().dataFolder), report));
  });
}

async function annual(app: CliApp, year: number): Promise<void> {
  if (!Number.isInteger(year)) throw new FindingError('年份应为四位数字 / the year is four digits');
  const clock = clockOf(app.configuration());
  const report = await readOnly(app, (database) =>
    new ReportWriter(new FigureReader(database, clock, impactPositions()), clock).annual({ year }),
  );
  app.print(renderAnnual(report));
}

async function backup(app: CliApp, target: string): Promise<void> {
  await readOnly(app, (database) => backupTo(target, database, dataFolder(app.configuration().dataFolder)));
  app.print(`已备份到 / backed up to ${target}`);
}

async function createMissingTopics(app: CliApp): Promise<void> {
  const made = await createLogTopics(readTopicsConfiguration(process.env), pino({ level: 'warn' }, pino.destination(2)));
  app.print(made.length === 0 ? '主题已齐备 / all topics are there' : `已建立 / created: ${made.join(', ')}`);
}

async function restore(app: CliApp, source: string): Promise<void> {
  await restoreFrom(source, dataFolder(app.configuration().dataFolder));
  app.print(`已恢复，正在核验 / restored, verifying: ${source}`);
  await verifyLedger(app);
}
