import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import {
  type AccessNote,
  AskPurchaseEndings,
  type Caller,
  type CommandContext,
  type EndingQuestions,
  LOG_NAMES,
  type LogName,
  type NewEvent,
  type StandingEnding,
} from '#contracts';
import { Ledger, LedgerModule, logSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { ACCESS_HEADER, createHttpApp, decodeNotes, TestClock } from '#platform';
import { committedReferences, referenceCopy, referencesToken, referenceTable } from '#reference';
import { PurchasesModule, purchasesProjections } from '../index.js';

/** Who asks by {@link send}: at first who may do everything of this feature. */
let caller: Caller = { actor: { account: 'demo-unit', roles: ['purchaser', 'reviewer'], unitId: null }, source: 'demo' };

/** From now on somebody else asks. */
export function askAs(who: Caller): void {
  caller = who;
}

export const clock = new TestClock('2020-12-31T04:00:00.000Z');
const folder = mkdtempSync(join(tmpdir(), 'bangfu-purchases-'));
let database: SqliteDatabase;
let ledger: Ledger;
let app: NestFastifyApplication;
let origin: string;

/** What a client is told. */
export interface Answer {
  readonly status: number;
  // The tests compare it with what a client would read; its shape is what they check.
  readonly body: Record<string, unknown>;
}

/** Asks the feature as a client does. @param path behind `/api` */
export async function send(method: 'GET' | 'POST', path: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const json = payload === undefined ? {} : { body: JSON.stringify(payload) };
  const type: Record<string, string> = payload === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await fetch(`${origin}/api${path}`, { method, headers: { ...type, ...headers }, ...json });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

/** What the access log is to keep of a question. */
export async function noted(path: string): Promise<readonly AccessNote[]> {
  const { headers } = await fetch(`${origin}/api${path}`);
  return decodeNotes(headers.get(ACCESS_HEADER) ?? undefined);
}

/** Gives a command as the caller of the moment. */
export function post(path: string, payload: object, headers?: Record<string, string>): Promise<Answer> {
  return send('POST', path, payload, headers);
}

/** Reads a list that has seen everything written so far. */
export async function list(query: Record<string, string>): Promise<Answer> {
  const head = await ledger.sources.get('purchases')?.head();
  return send('GET', `/orders?${new URLSearchParams({ ...query, after: `purchases:${head}` }).toString()}`);
}

/** What an undo is told of records, as the gateway asks it. */
export function endingsOf(questions: EndingQuestions): Promise<readonly StandingEnding[]> {
  return app.get(QueryBus).execute(new AskPurchaseEndings(questions));
}

let byHand = 0;

/** Appends one event by hand, as whoever owns the log does. */
export async function append(log: LogName, streamId: string, event: NewEvent): Promise<void> {
  byHand += 1;
  const context: CommandContext = {
    commandId: `by-hand-${byHand}`,
    fingerprint: '',
    now: clock.now(),
    today: clock.today(),
    meta: { correlationId: 'spec', actor: { account: 'admin', roles: ['admin'], unitId: null }, source: 'manual' },
  };
  const refs = { record: { id: streamId, definition: { initial: null, evolve: () => null } } };
  await ledger.log(log).submit(context, streamId, refs, () => [event]);
}

/** Waits until the service's copy of the other logs holds all that was appended to them. */
export async function copied(): Promise<void> {
  const others = [...ledger.sources.values()].filter(({ log }) => log === 'directory' || log === 'projects');
  const heads = await Promise.all(others.map(async (source) => ({ log: source.log, position: await source.head() })));
  await ledger.host.waitFor([referenceTable('purchases')], heads, 10_000);
}

async function registerUnit(unitId: string, closedOn?: string): Promise<void> {
  const data = { unitId, name: `示例单位 ${unitId}`, kind: 'budget-unit', parentId: null, regionCode: '610104' };
  await append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-12-31' });
  if (closedOn === undefined) return;
  await append('directory', `unit-${unitId}`, { type: 'UnitClosed', data: { unitId, reason: '撤销' }, occurredOn: closedOn });
}

/**
 * Starts the feature on its real log, database, projection and rim. Only what other features own is appended by hand: the
 * units u-1, u-2 and u-closed (to 2020-06-30), the project p-1 and the file f-1.
 */
export async function startPurchases(): Promise<void> {
  database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...logSteps(LOG_NAMES), ...projectionSteps] });
  ledger = new Ledger({
    database,
    logs: LOG_NAMES,
    projections: [referenceCopy('purchases'), ...purchasesProjections],
    now: () => clock.now(),
    report: (_, error) => {
      throw error;
    },
  });
  await ledger.start();
  const references = committedReferences('purchases', ledger);
  const provided = [{ provide: referencesToken('purchases'), useValue: references }];
  @Module({ providers: provided, exports: provided })
  class ReferencesModule {}
  const global = { module: ReferencesModule, global: true };
  @Module({ imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock), global, PurchasesModule] })
  class SpecModule {}
  app = await createHttpApp(SpecModule, {
    logger: pino({ level: 'silent' }),
    clock: () => clock,
    waitFor: () => (names, seen, forMs) => ledger.host.waitFor(names, seen, forMs),
    identify: () => caller,
  });
  // A real port: Fastify's `inject` loads an ES module with `require`, which Jest refuses on this Node.
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
  await appendWhatOthersOwn();
}

async function appendWhatOthersOwn(): Promise<void> {
  await registerUnit('u-1');
  await registerUnit('u-2');
  await registerUnit('u-closed', '2020-06-30');
  await append('projects', 'project-p-1', {
    type: 'ProjectRegistered',
    data: { projectId: 'p-1', name: '采购基地', unitId: 'u-1', template: 'general', stages: [] },
    occurredOn: '2020-01-01',
  });
  await append('directory', 'file-f-1', {
    type: 'FileStored',
    data: { fileId: 'f-1', sha256: '0'.repeat(64), bytes: 1, mediaType: 'application/pdf', name: '函.pdf' },
    occurredOn: '2020-01-01',
  });
}

/** Ends it and forgets what it has stored. */
export async function stopPurchases(): Promise<void> {
  await app.close();
  await ledger.stop();
  await database.close();
  rmSync(folder, { recursive: true });
}

export const LINE = { product: '猕猴桃"翠香" 𠮷🥝', category: 'fruit', quantity: 100, unit: '斤', amountFen: 10_000 };
/** 15,200 fen in two categories. */
export const ORDER = {
  unitId: 'u-1',
  channel: 'offline',
  supplierName: `=周至"合作社" '𠮷' 🥝 %s ?`,
  originCountyCode: '610124',
  funding: 'union',
  settlement: 'prepaid',
  lines: [LINE, { ...LINE, category: 'tea-drink', unit: '箱', quantity: 3, amountFen: 5_000 }],
  freightFen: 300,
  discountFen: 100,
  occurredOn: '2020-03-01',
};

export function on832(id: string, platformOrderNo: string): object {
  return { ...ORDER, id, channel: '832', platformOrderNo };
}
