import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { Module, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { type Caller, LOG_NAMES, type CommandContext, type LogName, type NewEvent } from '#contracts';
import { Ledger, LedgerModule, logSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { createHttpApp, MASTER_KEY, TestClock } from '#platform';
import { referenceCopy, committedReferences, referencesToken } from '#reference';
import { HouseholdsModule, householdsProjections, householdSteps } from '../index.js';

/** What a client is told. */
export interface Answer {
  readonly status: number;
  // Tests compare it with what a client would read; its shape is what they check.
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** The feature on its real log, database, projections and rim; only events of other logs are appended by hand. */
export class Rim {
  /** Who asks from now on: at first who may do everything of this feature. */
  caller: Caller = { actor: { account: 'demo-village', roles: ['village-staff', 'admin'], unitId: null }, source: 'demo' };
  /** Everything the process wrote to its log. */
  readonly lines: string[] = [];
  private commands = 0;
  private app: NestFastifyApplication | undefined;
  private origin = '';

  private constructor(
    readonly folder: string,
    private readonly clock: TestClock,
    readonly database: SqliteDatabase,
    readonly ledger: Ledger,
  ) {}

  /** @param today the day on which the test clock starts */
  static async start(today: string): Promise<Rim> {
    const clock = new TestClock(`${today}T04:00:00.000Z`);
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-households-'));
    const steps = [...logSteps(LOG_NAMES), ...projectionSteps, ...householdSteps];
    const database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
    const ledger = new Ledger({
      database,
      logs: LOG_NAMES,
      projections: [referenceCopy('households'), ...householdsProjections],
      now: () => clock.now(),
      report: (_, error) => {
        throw error;
      },
    });
    await ledger.start();
    const rim = new Rim(folder, clock, database, ledger);
    await rim.serve();
    return rim;
  }

  /** Where a path of the contract is answered. */
  address(path: string): string {
    return `${this.origin}/api${path}`;
  }

  async send(method: 'GET' | 'POST', path: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const body = payload === undefined ? {} : { body: JSON.stringify(payload) };
    const type: Record<string, string> = payload === undefined ? {} : { 'content-type': 'application/json' };
    const reply = await fetch(this.address(path), { method, headers: { ...type, ...headers }, ...body });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown>, headers: reply.headers };
  }

  post(path: string, payload: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, payload, headers);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** Reads a list that has seen everything written so far. */
  async list(path: string, query = ''): Promise<Answer> {
    const head = await this.ledger.sources.get('households')?.head();
    return this.get(`${path}?after=households:${head}${query}`);
  }

  /** Appends an event as another feature, or the demonstration, would. */
  async append(log: LogName, streamId: string, event: NewEvent): Promise<void> {
    this.commands += 1;
    const context: CommandContext = {
      commandId: `by-hand-${this.commands}`,
      fingerprint: '',
      now: this.clock.now(),
      today: this.clock.today(),
      meta: { correlationId: 'spec', actor: { account: 'admin', roles: ['admin'], unitId: null }, source: 'manual' },
    };
    const refs = { record: { id: streamId, definition: { initial: null, evolve: () => null } } };
    await this.ledger.log(log).submit(context, streamId, refs, () => [event]);
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.ledger.stop();
    await this.database.close();
    rmSync(this.folder, { recursive: true });
  }

  private async serve(): Promise<void> {
    const { ledger, clock } = this;
    const providers: Provider[] = [
      { provide: referencesToken('households'), useValue: committedReferences('households', ledger) },
      { provide: MASTER_KEY, useValue: Buffer.alloc(32, 7) },
    ];
    @Module({ providers, exports: providers })
    class OutsideModule {}
    const outside = { module: OutsideModule, global: true };
    @Module({ imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock), outside, HouseholdsModule] })
    class SpecModule {}
    const app = await createHttpApp(SpecModule, {
      logger: pino({ level: 'trace' }, { write: (line: string) => this.lines.push(line) }),
      clock: () => clock,
      waitFor: () => (names, seen, forMs) => ledger.host.waitFor(names, seen, forMs),
      identify: () => this.caller,
    });
    // A real port: Fastify's `inject` loads an ES module with `require`, which Jest refuses on this Node.
    await app.listen(0, '127.0.0.1');
    this.app = app;
    this.origin = await app.getUrl();
  }
}
