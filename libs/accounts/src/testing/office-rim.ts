import 'reflect-metadata';
import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { pino } from 'pino';
import type { Role } from '#contracts';
import { logSteps } from '#event-log';
import type { Database, MigrationStep } from '#persistence';
import { ForAnyRole, createHttpApp, type PasswordProfile } from '#platform';
import { AccountsModule } from '../accounts.module.js';
import { PublicOffice } from '../public-office.js';
import { accountSteps } from '../tables.js';
import { HandClock } from './hand-clock.js';

/** The schema that accounts need. */
export const OFFICE_STEPS: readonly MigrationStep[] = [...logSteps(['directory']), ...accountSteps];

/** The village that is there, beside the unit `known`. */
export const KNOWN_VILLAGE = '610124103201';

export const PASSWORD = 'kiwis from the mountains';

/** What stands for the rest of the ledger: something to read, something to change, something that stays open. */
@Controller()
class Rest {
  @Get('probe')
  @ForAnyRole()
  read(): object {
    return { read: true };
  }

  @Post('probe')
  @ForAnyRole()
  change(): object {
    return { changed: true };
  }

  @Get('stream')
  @ForAnyRole()
  stream(@Res() reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write(': connected\n\n');
  }
}

interface RimSettings {
  readonly profile?: PasswordProfile;
  readonly totpRequired?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** A public door over a database, on a real port; several of them on one database are several instances. */
export class OfficeRim {
  private made = 0;
  private app: NestFastifyApplication | undefined;
  private url = '';

  private constructor(
    readonly database: Database,
    readonly clock: HandClock,
    readonly office: PublicOffice,
    /** Everything the process wrote to its log. */
    readonly lines: readonly string[],
    private readonly settings: RimSettings,
  ) {}

  static async start(database: Database, settings: RimSettings = {}, clock = new HandClock()): Promise<OfficeRim> {
    const { profile = 'asvs', totpRequired = false } = settings;
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    const places = {
      hasUnit: (unitId: string) => Promise.resolve(unitId === 'known'),
      hasVillage: (villageCode: string) => Promise.resolve(villageCode === KNOWN_VILLAGE),
    };
    const accounts = { passwordProfile: profile, totpRequired };
    const office = new PublicOffice({ database, clock, logger, settings: accounts, masterKey: () => Buffer.alloc(32, 7), places });
    const rim = new OfficeRim(database, clock, office, lines, settings);
    await rim.serve(logger);
    return rim;
  }

  /** Another instance on the same database. */
  another(): Promise<OfficeRim> {
    return OfficeRim.start(this.database, this.settings, this.clock);
  }

  /** An account of its own for a rule, which need not change its password. @returns its name */
  async account(...roles: readonly Role[]): Promise<string> {
    this.made += 1;
    const account = `person-${this.made}-${Math.random().toString(36).slice(2, 8)}`;
    await this.office.accounts.add({ account, name: '示例', roles }, { password: PASSWORD, mustChange: false });
    return account;
  }

  /** @param cookie of the session that the browser has already */
  logIn(account: string, password = PASSWORD, code?: string, cookie?: string): Promise<Answer> {
    return this.send('POST', '/session', { account, password, ...(code === undefined ? {} : { code }) }, cookie);
  }

  /** @returns the cookie of a session @throws where the login is refused */
  async cookieOf(account: string, password = PASSWORD, code?: string): Promise<string> {
    const answer = await this.logIn(account, password, code);
    if (answer.status !== 204) throw new Error(`${account} could not log in: ${JSON.stringify(answer.body)}`);
    return cookieIn(answer);
  }

  /** Somebody with these roles who has logged in. @returns their cookie */
  async somebody(...roles: readonly Role[]): Promise<string> {
    return this.cookieOf(await this.account(...roles));
  }

  async send(method: string, path: string, body?: object, cookie = ''): Promise<Answer> {
    const answer = await this.fetch(`/api${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), cookie },
    });
    const text = await answer.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
    return { status: answer.status, body: json, headers: answer.headers };
  }

  /** Status and code of an answer. */
  async told(method: string, path: string, body?: object, cookie?: string): Promise<string> {
    const answer = await this.send(method, path, body, cookie);
    const code = answer.body['code'] as string | undefined;
    return code === undefined ? `${answer.status}` : `${answer.status} ${code}`;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, init);
  }

  async stop(): Promise<void> {
    this.app?.getHttpServer().closeAllConnections();
    await this.app?.close();
  }

  private async serve(logger: pino.Logger): Promise<void> {
    const { office, clock } = this;
    @Module({ imports: [AccountsModule.register(office)], controllers: [Rest] })
    class Door {}
    const app = await createHttpApp(Door, {
      logger,
      clock: () => clock,
      waitFor: () => () => Promise.resolve(0),
      identify: office.door.identify,
      keeper: office.door,
    });
    office.watchStreams(app);
    await app.listen(0, '127.0.0.1');
    this.app = app;
    this.url = await app.getUrl();
  }
}

/** The cookie that an answer sets, as a client sends it back. */
export function cookieIn({ headers }: Pick<Answer, 'headers'>): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
