import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import type { AccessNote, Caller, CommandContext, LogName, NewEvent } from '#contracts';
import { type EventLog, Ledger, LedgerModule, logSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { ACCESS_HEADER, createHttpApp, decodeNotes, TestClock } from '#platform';
import { DirectoryModule, directoryProjections, directorySteps } from '../index.js';

/** The master key of the suites. */
export const MASTER = Buffer.alloc(32, 7);

/** The directory's own, the one whose re-attributions its units' histories show, and the one whose villages accounts are bound to. */
const LOGS: readonly LogName[] = ['directory', 'purchases', 'households'];

/** What a client is told. */
export interface Answer {
  readonly status: number;
  // Tests compare it with what a client would read; its shape is what they check.
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** The directory on its real log, database, folder and rim. */
export class DirectoryRim {
  /** Everything the process wrote to its log. */
  readonly lines: string[] = [];
  /** Who asks from now on: at first who may do everything with units. */
  caller: Caller = { actor: { account: 'admin', roles: ['admin', 'auditor'], unitId: null }, source: 'demo' };
  private origin = '';
  private app: NestFastifyApplication | undefined;

  private constructor(
    readonly folder: string,
    private readonly clock: TestClock,
    readonly database: SqliteDatabase,
    private readonly ledger: Ledger,
  ) {}

  /** @param today the day on which the test clock stands */
  static async start(today: string): Promise<DirectoryRim> {
    const clock = new TestClock(`${today}T04:00:00.000Z`);
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-directory-'));
    const steps = [...logSteps(LOGS), ...projectionSteps, ...directorySteps];
    const database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
    const ledger = new Ledger({
      database,
      logs: LOGS,
      projections: directoryProjections,
      now: () => clock.now(),
      report: (_, error) => {
        throw error;
      },
    });
    await ledger.start();
    const rim = new DirectoryRim(folder, clock, database, ledger);
    await rim.serve();
    return rim;
  }

  get filesFolder(): string {
    return join(this.folder, 'files');
  }

  async request(method: string, path: string, init: Pick<RequestInit, 'body' | 'headers'> = {}): Promise<Response> {
    return fetch(`${this.origin}/api${path}`, { method, ...init });
  }

  async send(method: string, path: string, init: Pick<RequestInit, 'body' | 'headers'> = {}): Promise<Answer> {
    const reply = await this.request(method, path, init);
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown>, headers: reply.headers };
  }

  post(path: string, payload: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, { body: JSON.stringify(payload), headers: { 'content-type': 'application/json', ...headers } });
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** Reads a list that has seen everything written so far. */
  async list(path: string, query = ''): Promise<Answer> {
    const head = await this.ledger.sources.get('directory')?.head();
    return this.get(`${path}?after=directory:${head}${query}`);
  }

  /** What the access log is to keep of a question. */
  async noted(path: string): Promise<readonly AccessNote[]> {
    return decodeNotes((await this.request('GET', path)).headers.get(ACCESS_HEADER) ?? undefined);
  }

  /** What a person is told of a refusal: status, and code and place of each problem. */
  async refusal(path: string, payload: object): Promise<unknown[]> {
    const { status, body } = await this.post(path, payload);
    const errors = body['errors'] as { code: string; path: string }[];
    return [status, ...errors.map((error) => `${error.code} ${error.path}`.trim())];
  }

  upload(content: Uint8Array | undefined, headers: Record<string, string> = {}, name = '批复 "一".pdf'): Promise<Answer> {
    const form = new FormData();
    form.append('occurredOn', '2020-01-01');
    if (content !== undefined) form.append('file', new Blob([new Uint8Array(content)]), name);
    return this.send('POST', '/files', { body: form, headers });
  }

  /** Appends an event as an operator's command would. */
  async append(streamId: string, event: NewEvent, log: LogName = 'directory'): Promise<void> {
    const context: CommandContext = {
      commandId: `by-hand-${streamId}`,
      fingerprint: '',
      now: this.clock.now(),
      today: this.clock.today(),
      meta: { correlationId: 'spec', actor: { account: 'admin', roles: ['admin'], unitId: null }, source: 'manual' },
    };
    const refs = { record: { id: streamId, definition: { initial: null, evolve: () => null } } };
    await this.ledger.log(log).submit(context, streamId, refs, () => [event]);
  }

  get log(): EventLog {
    return this.ledger.log('directory');
  }

  /** The files of the ledger, its evidence apart, that hold a text. */
  filesWith(text: string): string[] {
    const files = readdirSync(this.folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ name }) => name).filter((name) => readFileSync(join(this.folder, name)).includes(text));
  }

  /** Everything the log holds, as text. */
  async logText(): Promise<string> {
    return JSON.stringify(await this.ledger.log('directory').readAfter(0, 1_000));
  }

  /** The names of the stored files; everything else in the folder would be a leftover. */
  storedFiles(): readonly { name: string; bytes: Buffer }[] {
    const present = statSync(this.filesFolder, { throwIfNoEntry: false });
    return present === undefined
      ? []
      : readdirSync(this.filesFolder).map((name) => ({ name, bytes: readFileSync(join(this.filesFolder, name)) }));
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.ledger.stop();
    await this.database.close();
    rmSync(this.folder, { recursive: true });
  }

  private async serve(): Promise<void> {
    const { ledger, clock } = this;
    @Module({ imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock), DirectoryModule.register(this.filesFolder, MASTER)] })
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
