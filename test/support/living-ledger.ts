import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { QueryBus } from '@nestjs/cqrs';
import { pino } from 'pino';
import { lianhu2020 } from '#demo';
import {
  caughtUp,
  clearDemo,
  dataFolder,
  enterDemo,
  enterShippedRules,
  httpOver,
  type HttpLedger,
  ledgerOver,
  openLedger,
  type OpenLedger,
  verify,
  type VerifyReport,
} from '#operator';
import { AskPurchases, type Caller, LOG_NAMES, type PurchaseAnswers, type PurchaseQuestions, ROLES } from '#contracts';
import { ImportSender } from '#imports';
import { readConfiguration } from '#platform';
import type { EngineDatabase } from './engines.js';
import { standaloneModule, standaloneProjections, STANDALONE_STEPS } from '../../apps/standalone/src/standalone.module.js';

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly replayed: boolean;
}

const PASSWORD = 'who tells whole histories';

/** Who enters, and who confirms what the other has entered. */
interface Cookies {
  readonly teller: string;
  readonly reviewer: string;
}

/** Gives the ledger somebody with every role, unless it has them from before. @returns the cookie of their session */
async function signInTo({ office, database }: OpenLedger, { app }: HttpLedger, account: keyof Cookies): Promise<string> {
  const password = PASSWORD;
  const known = await database.read.all('SELECT account FROM account WHERE account = ?', [account]);
  if (known.length === 0) await office.accounts.add({ account, name: account, roles: ROLES }, { password, mustChange: false });
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { account, password } });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

/** A whole standalone ledger in this process: real database, real routes, only the network left out. */
export class LivingLedger {
  private commands = 0;
  private readonly seen = new Map<string, number>();
  private lastInstant = '';

  private constructor(
    readonly open: OpenLedger,
    private readonly http: HttpLedger,
    private readonly folder: string,
    readonly evidence: string,
    private readonly cookies: Cookies,
  ) {}

  /**
   * @param own the database it is kept in; a file by default
   * @param masterKey what is sealed in it already is sealed under
   */
  static async start(own?: EngineDatabase, masterKey?: Buffer): Promise<LivingLedger> {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-histories-'));
    if (masterKey !== undefined) {
      const { masterKeyFile } = dataFolder(folder);
      mkdirSync(dirname(masterKeyFile), { recursive: true });
      writeFileSync(masterKeyFile, masterKey.toString('hex'));
    }
    const logger = pino({ level: 'silent' });
    const configuration = readConfiguration({ BANGFU_DATA: folder, BANGFU_DEMO: 'none' });
    const shape = { steps: STANDALONE_STEPS, projections: standaloneProjections() };
    const open =
      own === undefined
        ? await openLedger(configuration, logger, shape)
        : await ledgerOver(await own.open(STANDALONE_STEPS), configuration, logger, shape);
    const http = await httpOver(open, standaloneModule(open), logger);
    await enterShippedRules(http, open.clock.today());
    const boundary = 'history-evidence';
    const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="证明.txt"\r\n\r\n划转批复\r\n--${boundary}--\r\n`;
    const cookies = { teller: await signInTo(open, http, 'teller'), reviewer: await signInTo(open, http, 'reviewer') };
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: cookies.teller };
    const stored = await http.app.inject({ method: 'POST', url: '/api/files', payload: file, headers });
    const { fileId } = stored.json<{ fileId: string }>();
    return new LivingLedger(open, http, folder, fileId, cookies);
  }

  /** A key no other command has had. */
  nextKey(): string {
    this.commands += 1;
    return `history-${this.commands}`;
  }

  /** @throws where the answer is neither an acceptance nor a refusal */
  async post(path: string, body: object, key: string): Promise<Answered> {
    this.passMillisecond();
    const cookie = path.endsWith('/confirm') ? this.cookies.reviewer : this.cookies.teller;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, cookie };
    const answer = await this.http.app.inject({ method: 'POST', url: `/api${path}`, payload: JSON.stringify(body), headers });
    if (answer.statusCode >= 500) throw new Error(`${path} ${JSON.stringify(body)} → ${answer.statusCode} ${answer.body}`);
    const said = answer.json<Record<string, unknown>>();
    if (answer.statusCode < 300) this.seen.set(String(said.log), Number(said.position));
    return { status: answer.statusCode, body: said, replayed: answer.headers['idempotent-replay'] === 'true' };
  }

  /** Enters something as the demonstration does. @throws where it is refused */
  async postAsDemo(path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': this.nextKey(), ...this.http.inside.headersFor('demo') };
    const answer = await this.http.app.inject({ method: 'POST', url: `/api${path}`, payload: JSON.stringify(body), headers });
    if (answer.statusCode >= 300) throw new Error(`${path} → ${answer.statusCode} ${answer.body}`);
  }

  /** Enters something as an import does. @throws where it is refused */
  async postAsImport(importId: string, path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    const caller: Caller = { actor: { account: 'importer', roles: ['purchaser'], unitId: null }, source: 'import' };
    const command = { path: `/api${path}`, body, key: this.nextKey(), importId, row: 2, caller };
    const sent = await this.http.app.get(ImportSender).send(command);
    if (sent.kind === 'refused') throw new Error(`${path} → ${JSON.stringify(sent.problems)}`);
  }

  /** Enters the whole demo year by the routes a person uses. */
  enterDemoYear(): Promise<number> {
    return enterDemo(lianhu2020, this.open, this.http);
  }

  /** Walks every chain and folds every read model anew, in a file. */
  async verify(): Promise<VerifyReport> {
    await caughtUp(this.open);
    const { database, clock } = this.open;
    return verify({ database, logs: LOG_NAMES, projections: standaloneProjections(), now: () => clock.now() });
  }

  /** Takes everything back that was entered as a demonstration. */
  async clearDemo(): Promise<number> {
    return (await clearDemo(this.open)).withdrawn;
  }

  /** Reads what has seen every acknowledged command. */
  async get(path: string, query: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
    const after = [...this.seen].map(([log, position]): [string, string] => ['after', `${log}:${position}`]);
    const answer = await this.http.app.inject({
      method: 'GET',
      headers: { cookie: this.cookies.teller },
      url: `/api${path}?${new URLSearchParams([...Object.entries(query), ...after]).toString()}`,
    });
    if (answer.statusCode !== 200) throw new Error(`${path} ${JSON.stringify(query)} → ${answer.statusCode} ${answer.body}`);
    return answer.json<Record<string, unknown>>();
  }

  /** Asks the purchases what a sheet asks of them. */
  async askPurchases(questions: Partial<Omit<PurchaseQuestions, 'caller'>>): Promise<PurchaseAnswers> {
    const caller: Caller = { actor: { account: 'importer', roles: ['purchaser'], unitId: null }, source: 'import' };
    const none = { numbers: [], orderIds: [], likenesses: [], products: [], reserves: [] };
    return this.http.app.get(QueryBus).execute(new AskPurchases({ caller, ...none, ...questions }));
  }

  /** Ends the millisecond of the last command, so that an instant tells what came before it from what came after. */
  passMillisecond(): string {
    let now = this.open.clock.now();
    while (now <= this.lastInstant) now = this.open.clock.now();
    this.lastInstant = now;
    return now;
  }

  async close(): Promise<void> {
    await this.http.app.close();
    await this.open.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
