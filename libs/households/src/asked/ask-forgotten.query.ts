import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AskForgotten } from '#contracts';
import { DATABASE } from '#event-log';
import type { Database } from '#persistence';

/** Whose personal data was destroyed: sheets that tell of them are to follow. */
@QueryHandler(AskForgotten)
export class AskForgottenHandler implements IQueryHandler<AskForgotten, readonly string[]> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async execute(): Promise<readonly string[]> {
    const rows = await this.database.read.all<{ household_id: string }>(
      'SELECT household_id FROM household_ledger WHERE forgotten_on IS NOT NULL ORDER BY household_id',
    );
    return rows.map((row) => row.household_id);
  }
}
