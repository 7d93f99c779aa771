import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerModule, type Ledger } from '#event-log';
import type { Clock } from '#platform';

/** Everything in one process: the four logs, their features and the figures. */
@Module({})
export class StandaloneModule {
  static register(ledger: Ledger, clock: Clock): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock)],
    };
  }
}
