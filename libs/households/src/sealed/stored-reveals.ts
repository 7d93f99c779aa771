import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '#contracts';
import { DATABASE } from '#event-log';
import type { Database, MigrationStep, TableSpec } from '#persistence';

const HOUSEHOLD_REVEAL: TableSpec = {
  name: 'household_reveal',
  columns: [
    { name: 'reveal_id', type: 'id' },
    { name: 'household_id', type: 'id' },
    { name: 'account', type: 'id' },
    { name: 'reason', type: 'text' },
    { name: 'revealed_at', type: 'id' },
    { name: 'open_until', type: 'id' },
  ],
  primaryKey: ['reveal_id'],
};

/** The reveals' table; rows are added only. */
export const revealSteps: readonly MigrationStep[] = [
  { name: 'CreateHouseholdReveal1764000000203', statement: (dialect) => dialect.createTable(HOUSEHOLD_REVEAL) },
  {
    name: 'CreateHouseholdRevealByAccount1764000000204',
    statement: (dialect) =>
      dialect.createIndex(HOUSEHOLD_REVEAL.name, { name: 'household_reveal_account', columns: ['account', 'household_id', 'open_until'] }),
  },
];

/** 查看明文: who looked at which household's name and phone, why, and until when it stays open to that account. */
export interface Reveal {
  readonly revealId: string;
  readonly householdId: string;
  readonly account: string;
  readonly reason: string;
  readonly revealedAt: Instant;
  readonly until: Instant;
}

/** Reveals as rows, never together with the name itself: what was looked at, and for how long it stays open; the same for every instance of the service. */
@Injectable()
export class StoredReveals {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** @throws where it cannot be kept; then nothing is revealed */
  async record({ revealId, householdId, account, reason, revealedAt, until }: Reveal): Promise<void> {
    const row = [revealId, householdId, account, reason, revealedAt, until];
    await this.database.transaction('durable', (session) =>
      session.run(
        'INSERT INTO household_reveal (reveal_id, household_id, account, reason, revealed_at, open_until) VALUES (?, ?, ?, ?, ?, ?)',
        row,
      ),
    );
  }

  /** Until when a household is open to an account; `undefined` where it is not. */
  async openUntil(account: string, householdId: string, now: Instant): Promise<Instant | undefined> {
    const [row] = await this.database.read.all<{ until: Instant | null }>(
      'SELECT MAX(open_until) AS until FROM household_reveal WHERE account = ? AND household_id = ? AND open_until > ?',
      [account, householdId, now],
    );
    return row?.until ?? undefined;
  }
}
