import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { Registry } from 'prom-client';
import { AccessLog, Clock, NotedAccess } from '#platform';
import { ledgerMetrics } from '../ledger-metrics.js';
import { Ledger } from '../ledger.js';
import { ByCommand } from '../operations/by-command.js';
import { Operations } from '../operations/operations.js';
import type { ChainName } from '../store/stored-event.js';
import { DATABASE, logToken, MORE_CHAINS, PROCESS_NAME } from '../tokens.js';
import { HealthController, LedgerReadiness, Readiness } from './health.controller.js';
import { LogController, VerifyController } from './log.controller.js';
import { OperationsController } from './operations.controller.js';
import { StreamController } from './stream.controller.js';
import { SystemController } from './system.controller.js';

/** How a process shows its part of the ledger. */
export interface LedgerPart {
  /** Name of the process in `/api/system`. */
  readonly process: string;
  /** Who answers the log's own routes; the gateway brings its own for those that speak for all processes. */
  readonly controllers: readonly Type[];
  /** Chains of its database that are proven beside those of its logs. */
  readonly chains?: readonly ChainName[];
  /** Where what must be accounted for is recorded; absent = it goes back to the gateway with the answer. */
  readonly access?: AccessLog;
  /** Gives the {@link Operations} of a process with a public door. */
  readonly operations?: Provider;
}

const WHOLE: LedgerPart = {
  process: 'standalone',
  controllers: [LogController, VerifyController, StreamController, SystemController, HealthController],
};

/** A service: as the standalone process, under its own name. */
export function servicePart(process: string): LedgerPart {
  return { ...WHOLE, process };
}

/**
 * The standalone process.
 * @param access records what must be accounted for, in a log that is proven with the others
 * @param operations gives {@link Operations}
 */
export function standalonePart(access: AccessLog, operations: Provider): LedgerPart {
  return { ...WHOLE, controllers: [...WHOLE.controllers, OperationsController], access, operations, chains: ['access'] };
}

/** The gateway: only its own log; what speaks for all processes is answered by the gateway's controllers. */
export function gatewayPart(access: AccessLog): LedgerPart {
  const operations = { provide: Operations, useValue: new ByCommand() };
  return { process: 'gateway', controllers: [LogController, OperationsController], access, operations };
}

/** Gives every feature its log, the database of the read models and the clock, and serves the log's own routes. */
@Module({})
export class LedgerModule {
  static register(ledger: Ledger, clock: Clock, part: LedgerPart = WHOLE): DynamicModule {
    const { process, controllers, chains = [], access = new NotedAccess(), operations } = part;
    const values: Provider[] = [
      { provide: Ledger, useValue: ledger },
      { provide: Clock, useValue: clock },
      { provide: PROCESS_NAME, useValue: process },
      { provide: DATABASE, useValue: ledger.database },
      { provide: MORE_CHAINS, useValue: chains },
      { provide: AccessLog, useValue: access },
      { provide: Registry, useValue: ledgerMetrics(ledger) },
      { provide: Readiness, useValue: new LedgerReadiness(ledger) },
      ...(operations === undefined ? [] : [operations]),
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
