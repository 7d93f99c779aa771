import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import type { Caller, NewEvent } from '#contracts';
import { type EventSource, EventStore, type SeenPosition } from '#event-log';
import {
  type Answers,
  DESK_LIMITS,
  type Directory,
  ImportLedger,
  ImportSender,
  type LedgerPort,
  makePlan,
  type PlannedEntry,
  type Questions,
  ThreadedDesk,
} from '#imports';
import { httpOver, type HttpLedger, type OpenLedger } from '#operator';
import { standaloneModule, standaloneProjections } from '../../../apps/standalone/src/standalone.module.js';
import { enterPage } from '../../../libs/imports/src/job/enter-page.js';
import { PagesAhead } from '../../../libs/imports/src/job/pages-ahead.js';
import { inParallel, openBenchLedger, submit } from './bench-ledger.js';
import { type Bar, must } from '../result.js';

/** What the job of an import remembers together. */
const PAGE = 500;
const CALLER: Caller = { actor: { account: 'bench', roles: ['purchaser'], unitId: 'office' }, source: 'import' };
const CALLERS = 512;

interface Commit {
  /** Until every read model has all of it. */
  readonly commandsPerSecond: number;
  /** Time for all answers to the sheet's questions: before any row is there, and when all are. */
  readonly answersMs: readonly [fresh: number, known: number];
  readonly commands: readonly Recorded[];
}

/** The events of one command, as they were decided. */
interface Recorded {
  readonly streamId: string;
  readonly events: readonly NewEvent[];
}

/**
 * A sheet is entered for a purchaser of the office above its units; against the append queue, given the very same events of
 * the same commands in a ledger of its own. Both are over when every read model has all of it: the queue runs ahead of them,
 * what a sheet enters hardly does. The queue without any read model is told beside it. What the sheet asks of the ledger is
 * asked again when every one of its rows is there.
 */
export async function sheetCommitBars(folder: string, file: string, rows: number): Promise<Bar[]> {
  const { commandsPerSecond, commands, answersMs } = await committed(join(folder, 'commit'), file, rows);
  const queue = await appended(join(folder, 'append'), commands, true);
  const alone = await appended(join(folder, 'alone'), commands, false);
  const runs = [commandsPerSecond, queue, alone];
  return [
    { id: 'sheet-commit-vs-append', value: commandsPerSecond / queue, goal: 0.5, unit: '× append', atLeast: true, runs },
    { id: 'sheet-answers', value: Math.max(...answersMs), goal: 1_500, unit: 'ms', atLeast: false, runs: [...answersMs] },
  ];
}

/** A ledger that tells how long its answers took. */
class TimedLedger implements LedgerPort {
  tookMs = 0;

  constructor(private readonly ledger: LedgerPort) {}

  directory(): Promise<Directory> {
    return this.ledger.directory();
  }

  async answer(questions: Questions): Promise<Answers> {
    const started = performance.now();
    const answers = await this.ledger.answer(questions);
    this.tookMs += performance.now() - started;
    return answers;
  }
}

async function committed(folder: string, file: string, rows: number): Promise<Commit> {
  const open = await openBenchLedger(folder);
  const http = await httpOver(open, standaloneModule(open), pino({ level: 'warn' }, pino.destination(2)));
  await enterUnits(http);
  const desk = await ThreadedDesk.open(await readFile(file), { kind: 'orders' }, DESK_LIMITS);
  const now = { today: open.clock.today(), secret: 'bench' };
  const fresh = new TimedLedger(http.app.get(ImportLedger).seenBy(CALLER, 'orders'));
  const plan = await makePlan(desk, fresh, now);
  must(plan?.counts.create === rows, `${plan?.counts.create} of ${rows} rows are created`);
  const before = await headOf(open);
  const started = performance.now();
  const of = plan?.entryCount ?? 0;
  const pages = new PagesAhead((page) => desk.entries(page));
  let commands = 0;
  for (let from = 0; from < of; from += PAGE) {
    const entries = await pages.page({ from, most: PAGE }, of);
    const { stop } = await enterPage(http.app.get(ImportSender), { importId: 'bench', caller: CALLER }, entries);
    must(stop === undefined, `row ${stop?.row} was not entered: ${JSON.stringify(stop?.reasons)} ${String(stop?.error)}`);
    commands += commandsOf(entries);
  }
  await followed(open);
  const commandsPerSecond = (commands / (performance.now() - started)) * 1_000;
  const recorded = await recordedAfter(open, before);
  must(recorded.length === commands, `${commands} commands were entered, the log holds ${recorded.length}`);
  const known = new TimedLedger(http.app.get(ImportLedger).seenBy(CALLER, 'orders'));
  const again = await makePlan(desk, known, now);
  must(again?.counts.duplicate === rows, `${again?.counts.duplicate} of ${rows} rows are found again`);
  await desk.close();
  await http.app.close();
  await open.close();
  return { commandsPerSecond, commands: recorded, answersMs: [fresh.tookMs, known.tookMs] };
}

function commandsOf(entries: readonly PlannedEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.commands.length, 0);
}

async function headOf({ ledger }: OpenLedger): Promise<number> {
  return (await ledger.sources.get('purchases')?.head()) ?? 0;
}

/** One office and the units of the sheet below it, entered by the office's administrator over the routes. */
async function enterUnits({ app, inside }: HttpLedger): Promise<void> {
  const enter = async (body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json', ...inside.headersFor('system') };
    const answer = await app.inject({ method: 'POST', url: '/api/units', payload: JSON.stringify(body), headers });
    must(answer.statusCode === 201, answer.body);
  };
  await enter({ id: 'office', name: '示例区教育局', kind: 'department', regionCode: '610124', occurredOn: '2018-01-01' });
  for (let at = 0; at < 97; at += 1) {
    await enter({ id: `u${at}`, name: `示例区第${at}小学`, kind: 'budget-unit', parentId: 'office', occurredOn: '2018-01-01' });
  }
}

async function recordedAfter({ database }: OpenLedger, position: number): Promise<Recorded[]> {
  const store = new EventStore('purchases', database);
  const commands = new Map<string, { readonly streamId: string; readonly events: NewEvent[] }>();
  for (let after = position; ;) {
    const events = await store.readAfter(after, 5_000);
    for (const { type, data, occurredOn, streamId, meta } of events) {
      const known = commands.get(meta.commandId) ?? { streamId, events: [] };
      known.events.push({ type, data, occurredOn, streamId });
      commands.set(meta.commandId, known);
    }
    const last = events.at(-1);
    if (last === undefined) return [...commands.values()];
    after = last.position;
  }
}

/** Waits until every read model has all that was appended. */
async function followed({ ledger }: OpenLedger): Promise<void> {
  const head = async (source: EventSource): Promise<SeenPosition> => ({ log: source.log, position: await source.head() });
  const seen = await Promise.all([...ledger.sources.values()].map(head));
  const behindBy = await ledger.host.waitFor(
    standaloneProjections().map(({ name }) => name),
    seen,
    60_000,
  );
  must(behindBy === 0, `the read models are still ${behindBy} events behind`);
}

async function appended(folder: string, commands: readonly Recorded[], projected: boolean): Promise<number> {
  const open = await openBenchLedger(folder, projected);
  const log = open.ledger.log('purchases');
  const started = performance.now();
  await inParallel(CALLERS, commands.length, async (turn) => {
    const command = commands[turn - 1];
    if (command !== undefined) await submit(log, command.streamId, command.events);
  });
  if (projected) await followed(open);
  const perSecond = (commands.length / (performance.now() - started)) * 1_000;
  await open.close();
  return perSecond;
}
