import { Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Clock } from '#platform';
import { ledgerMetrics } from '../ledger-metrics.js';
import { Ledger } from '../ledger.js';
import { DATABASE, logToken } from '../tokens.js';
import { LogController } from './log.controller.js';
import { StreamController } from './stream.controller.js';
import { HealthController, SystemController } from './system.controller.js';

/** Gives every feature its log, the database of the read models and the clock, and serves the log's own routes. */
@Module({})
export class LedgerModule {
  static register(ledger: Ledger, clock: Clock): DynamicModule {
    const values = [
      { provide: Ledger, useValue: ledger },
      { provide: Clock, useValue: clock },
      { provide: DATABASE, useValue: ledger.database },
      { provide: Registry, useValue: ledgerMetrics(ledger) },
      ...[...ledger.logs].map(([name, log]) => ({ provide: logToken(name), useValue: log })),
    ];
    return {
      module: LedgerModule,
      global: true,
      controllers: [LogController, StreamController, SystemController, HealthController],
      providers: values,
      exports: values,
    };
  }
}
