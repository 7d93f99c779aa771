import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Clock } from '#platform';
import { ledgerMetrics } from '../ledger-metrics.js';
import { Ledger } from '../ledger.js';
import { DATABASE, logToken, PROCESS_NAME } from '../tokens.js';
import { LogController, VerifyController } from './log.controller.js';
import { StreamController } from './stream.controller.js';
import { HealthController, SystemController } from './system.controller.js';

/** How a process shows its part of the ledger. */
export interface LedgerPart {
  /** Name of the process in `/api/system`. */
  readonly process: string;
  /** Who answers the log's own routes; the gateway brings its own for those that speak for all processes. */
  readonly controllers: readonly Type[];
}

const WHOLE: LedgerPart = {
  process: 'standalone',
  controllers: [LogController, VerifyController, StreamController, SystemController, HealthController],
};

/** A service: as the standalone process, under its own name. */
export function servicePart(process: string): LedgerPart {
  return { ...WHOLE, process };
}

/** The gateway: only its own log; what speaks for all processes is answered by the gateway's controllers. */
export const GATEWAY_PART: LedgerPart = { process: 'gateway', controllers: [LogController] };

/** Gives every feature its log, the database of the read models and the clock, and serves the log's own routes. */
@Module({})
export class LedgerModule {
  static register(ledger: Ledger, clock: Clock, { process, controllers }: LedgerPart = WHOLE): DynamicModule {
    const values = [
      { provide: Ledger, useValue: ledger },
      { provide: Clock, useValue: clock },
      { provide: PROCESS_NAME, useValue: process },
      { provide: DATABASE, useValue: ledger.database },
      { provide: Registry, useValue: ledgerMetrics(ledger) },
      ...[...ledger.logs].map(([name, log]) => ({ provide: logToken(name), useValue: log })),
    ];
    return {
      module: LedgerModule,
      global: true,
      controllers: [...controllers],
      providers: values,
      exports: values,
    };
  }
}
