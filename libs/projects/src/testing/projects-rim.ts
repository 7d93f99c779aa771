import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { type CommandContext, LOG_NAMES, type LogName, type NewEvent, type UnitRegistered } from '#contracts';
import { Ledger, LedgerModule, logSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { createHttpApp, TestClock } from '#platform';
import { referenceCopy, committedReferences, referencesToken } from '#reference';
import { ProjectsModule, projectsProjections } from '../index.js';

/** The feature on its real log, database, projection and rim; only the units are appended by hand. */
const clock = new TestClock('2020-12-31T04:00:00.000Z');
const folder = mkdtempSync(join(tmpdir(), 'bangfu-projects-'));
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
export async function send(method: 'GET' | 'POST', path: string, payload?: object): Promise<Answer> {
  const json = payload === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) };
  const reply = await fetch(`${origin}/api${path}`, { method, ...json });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

/** Gives a command as the project staff of the demo. */
export function post(path: string, payload: object): Promise<Answer> {
  return send('POST', path, payload);
}

/** Reads a list that has seen everything written so far. */
export async function list(query = ''): Promise<Answer> {
  const head = await ledger.sources.get('projects')?.head();
  return send('GET', `/projects?after=projects:${head}${query}`);
}

/** Appends one event by hand, as whoever owns the log does. */
async function append(log: LogName, streamId: string, event: NewEvent): Promise<void> {
  const context: CommandContext = {
    commandId: streamId,
    fingerprint: streamId,
    now: clock.now(),
    today: clock.today(),
    meta: { correlationId: 'spec', actor: { account: 'admin', roles: ['admin'], unitId: null }, source: 'manual' },
  };
  const refs = { stream: { id: streamId, definition: { initial: null, evolve: () => null } } };
  await ledger.log(log).submit(context, streamId, refs, () => [event]);
}

async function registerUnit(unitId: string): Promise<void> {
  const data: UnitRegistered = { unitId, name: `示例单位 ${unitId}`, kind: 'department', parentId: null, regionCode: '610104' };
  await append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-12-31' });
}

/** Takes a project back, as the end of a demonstration does. */
export async function withdraw(projectId: string): Promise<void> {
  const data = { streamId: `project-${projectId}`, reason: '演示结束', postings: [] };
  await append('projects', `project-${projectId}`, { type: 'RecordWithdrawn', occurredOn: '2020-12-31', data });
}

/** Starts the feature with the units u-1 and u-2. */
export async function startProjects(): Promise<void> {
  database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...logSteps(LOG_NAMES), ...projectionSteps] });
  const projections = [referenceCopy('projects'), ...projectsProjections];
  ledger = new Ledger({
    database,
    logs: LOG_NAMES,
    projections,
    now: () => clock.now(),
    report: (_, error) => {
      throw error;
    },
  });
  await ledger.start();
  const references = committedReferences('projects', ledger);
  @Module({ providers: [{ provide: referencesToken('projects'), useValue: references }], exports: [referencesToken('projects')] })
  class ReferencesModule {}
  const global = { module: ReferencesModule, global: true };
  @Module({ imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock), global, ProjectsModule] })
  class SpecModule {}
  app = await createHttpApp(SpecModule, {
    logger: pino({ level: 'silent' }),
    clock: () => clock,
    waitFor: () => (names, seen, forMs) => ledger.host.waitFor(names, seen, forMs),
    identify: () => ({ actor: { account: 'demo-project', roles: ['project-staff'], unitId: null }, source: 'demo' }),
  });
  // A real port: Fastify's `inject` loads an ES module with `require`, which Jest refuses on this Node.
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
  await registerUnit('u-1');
  await registerUnit('u-2');
}

/** Ends it and forgets what it has stored. */
export async function stopProjects(): Promise<void> {
  await app.close();
  await ledger.stop();
  await database.close();
  rmSync(folder, { recursive: true });
}
