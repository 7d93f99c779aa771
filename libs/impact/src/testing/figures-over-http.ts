import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createHttpApp } from '#platform';
import { FigureReader } from '../figure/figure-reader.js';
import { FigureScopes } from '../figure/figure-scope.query.js';
import { FiguresController } from '../figure/figures.controller.js';
import { FiguresLedger } from './figures-ledger.js';
import { writeSmallHistory } from './small-history.js';

/** What an answer holds; its shape is what the tests check. */
export type Body = Record<string, unknown>;

/** The routes of the figures over the small history, as an auditor asks them. */
export class FiguresOverHttp {
  private constructor(
    readonly ledger: FiguresLedger,
    private readonly app: NestFastifyApplication,
    private readonly origin: string,
  ) {}

  static async open(): Promise<FiguresOverHttp> {
    const ledger = await FiguresLedger.open();
    writeSmallHistory(ledger);
    await ledger.project();
    @Module({
      controllers: [FiguresController],
      providers: [
        { provide: FigureReader, useValue: ledger.reader },
        { provide: FigureScopes, useValue: new FigureScopes(ledger.database) },
      ],
    })
    class SpecModule {}
    const app = await createHttpApp(SpecModule, {
      logger: pino({ level: 'silent' }),
      clock: () => ledger.clock,
      waitFor: () => () => Promise.resolve(0),
      identify: () => ({ actor: { account: 'demo-auditor', roles: ['auditor'], unitId: null }, source: 'api' }),
    });
    await app.listen(0, '127.0.0.1');
    return new FiguresOverHttp(ledger, app, await app.getUrl());
  }

  /** @param path below `/api` */
  async get(path: string): Promise<{ status: number; body: Body }> {
    const reply = await fetch(`${this.origin}/api/${path}`);
    return { status: reply.status, body: (await reply.json()) as Body };
  }

  /** The value of a figure under filters, `purchase.paid?year=2020`. */
  async value(question: string): Promise<unknown> {
    return (await this.get(`figures/${question}`)).body['value'];
  }

  /** What a refusal says: its status, and each path with its code. */
  async codes(path: string): Promise<unknown> {
    const { status, body } = await this.get(path);
    const errors = (body['errors'] ?? []) as { path: string; code: string }[];
    return [status, ...errors.map((error) => `${error.path} ${error.code}`).sort()];
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.ledger.close();
  }
}
