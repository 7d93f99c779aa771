import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { renderAnnual, ReportWriter } from '#impact';
import { closeDoor, endWith, firstStart, httpOver, isFirstStart, listenAt, mustBeFree, openLedger, stopOnSignal } from '#operator';
import { readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from './standalone.module.js';

/** Beside the compiled processes: `dist/web`. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../../../web', import.meta.url));

/** The year the demonstration reports on. */
const DEMO_REPORT_YEAR = 2020;

let close = (): Promise<void> => Promise.resolve();
const isEnding = stopOnSignal(async () => {
  await close();
  console.log('bangfu 已停止 / stopped');
});
try {
  await main();
} catch (error) {
  if (!isEnding()) endWith(error);
}

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const logger = pino({ level: configuration.logLevel }, pino.destination(2));
  // Of a ledger that is there its lock speaks first: it names the process that has it.
  if (isFirstStart(configuration.dataFolder)) await mustBeFree(configuration);
  const open = await openLedger(configuration, logger, { steps: STANDALONE_STEPS, projections: standaloneProjections() });
  const http = await httpOver(open, standaloneModule(open), logger, { door: configuration.door, consoleFolder: CONSOLE_FOLDER });
  const { app } = http;
  close = async () => {
    await closeDoor(app);
    await open.close();
  };
  if (isFirstStart(open.data.folder)) {
    console.log('首次启动，正在录入规则与演示数据，约需一两分钟 / first start: entering rules and demonstration, a minute or two …');
  }
  const demo = await firstStart(open, http, configuration, (line) => console.log(line));
  if (demo !== undefined) console.log(renderAnnual(await app.get(ReportWriter).annual({ year: DEMO_REPORT_YEAR })));
  await listenAt(app, configuration);
  console.log(`bangfu ready ${await app.getUrl()}\n停止：Ctrl-C 或 kill ${process.pid} / to stop: Ctrl-C or kill ${process.pid}`);
}
