import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { CommandContext } from '#contracts';
import { DATABASE, type EventLog, logToken } from '#event-log';
import { placeholders, type Database, type SqlSession } from '#persistence';
import {
  BLANK_KEY,
  guardedContext,
  madeAtMs,
  MASTER_KEY,
  mustBeMasterKey,
  newId,
  newKey,
  openSealed,
  seal,
  unwrapKey,
  wrapKey,
} from '#platform';
import { householdStream } from '../household/household.js';

/** Longest time between a seal and its event, in ms: a younger seal may be of a registration that another instance has under way. */
export const LONGEST_REGISTRATION_MS = 10 * 60_000;

/** What is personal of a household. Never in an event, a log line or an error. */
export interface Person {
  readonly name: string;
  readonly phone: string;
}

interface SealRow {
  readonly household_id: string;
  readonly seal_id: string;
}

interface SealedRow extends SealRow {
  readonly nonce: string;
  readonly ciphertext: string;
  readonly tag: string;
}

interface KeyRow extends SealRow {
  readonly wrapped_key: string;
  readonly state: 'pending' | 'kept' | 'doomed';
}

/** The event of a registration is in the log and the seal it names is not there: its person cannot be shown any more. */
export class LostSealError extends Error {
  constructor(householdId: string) {
    super(`the seal of household ${householdId} was destroyed while it was being registered`);
    this.name = 'LostSealError';
  }
}

/**
 * 密存: names and phones, each household under its own key, keys under the master key. Destroying a key makes the
 * household unreadable in every copy of its row; figures and the log's proof do not depend on it.
 */
@Injectable()
export class HouseholdSeals implements OnModuleInit, OnModuleDestroy {
  private looking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(logToken('households')) private readonly log: Pick<EventLog, 'load'>,
    @Inject(MASTER_KEY) private readonly masterKey: Buffer,
  ) {
    mustBeMasterKey(masterKey);
  }

  async onModuleInit(): Promise<void> {
    await this.finishForgetting();
    this.looking = setInterval(() => void this.lookAgain(), LONGEST_REGISTRATION_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
  }

  /** Seals before the event is written: a seal without an event is harmless, an event without its seal is not. @returns the seal's id */
  async seal(householdId: string, person: Person): Promise<string> {
    const sealId = newId();
    const label = labelOf(householdId, sealId);
    const key = newKey();
    const { nonce, ciphertext, tag } = seal(key, Buffer.from(JSON.stringify({ name: person.name, phone: person.phone })), label);
    const wrapped = wrapKey(this.masterKey, key, label);
    await this.database.transaction('durable', async (session) => {
      const sealed = [householdId, sealId, nonce, ciphertext, tag];
      await session.run('INSERT INTO sealed_household (household_id, seal_id, nonce, ciphertext, tag) VALUES (?, ?, ?, ?, ?)', sealed);
      const kept = [householdId, sealId, wrapped, 'pending'];
      await session.run('INSERT INTO household_key (household_id, seal_id, wrapped_key, state) VALUES (?, ?, ?, ?)', kept);
    });
    return sealId;
  }

  /** The context of a command that holds somebody's name: its fingerprint does not let it be guessed. */
  guarded(context: CommandContext): CommandContext {
    return guardedContext(this.masterKey, context);
  }

  /** The event that names the seal is in the log. A doomed seal stays doomed. @throws LostSealError */
  async keep(householdId: string, sealId: string): Promise<void> {
    await this.database.transaction('durable', async (session) => {
      const seal = [householdId, sealId];
      const kept = await session.run(
        "UPDATE household_key SET state = 'kept' WHERE household_id = ? AND seal_id = ? AND state = 'pending'",
        seal,
      );
      if (kept > 0) return;
      const left = await session.all('SELECT state FROM household_key WHERE household_id = ? AND seal_id = ?', seal);
      if (left.length === 0) throw new LostSealError(householdId);
    });
  }

  /** Marks a household's seals, so that a forgetting that is cut short is finished at the next start. */
  async doom(householdId: string): Promise<void> {
    await this.database.transaction('durable', (session) =>
      session.run("UPDATE household_key SET state = 'doomed' WHERE household_id = ?", [householdId]),
    );
  }

  /** Destroys all seals of a household, keys first. For a household that was forgotten or withdrawn. */
  async destroy(householdId: string): Promise<void> {
    await this.database.transaction('durable', (session) => destroyRows(session, 'household_id = ?', [householdId]));
    await this.database.scrub();
  }

  /** Destroys one seal: its registration was refused, or had been accepted before under another seal. */
  async discard(householdId: string, sealId: string): Promise<void> {
    await this.database.transaction('durable', (session) =>
      destroyRows(session, 'household_id = ? AND seal_id = ?', [householdId, sealId]),
    );
    await this.database.scrub();
  }

  /**
   * Opens the seals that households name.
   * @param sealOf seal id by household id
   * @returns persons by household id; one whose key is gone is absent
   * @throws BrokenSealError
   */
  async open(sealOf: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Person>> {
    if (sealOf.size === 0) return new Map();
    const list = placeholders([...sealOf.keys()]);
    const keys = await this.database.read.all<KeyRow>(`SELECT * FROM household_key WHERE household_id IN ${list.sql}`, list.params);
    const rows = await this.database.read.all<SealedRow>(`SELECT * FROM sealed_household WHERE household_id IN ${list.sql}`, list.params);
    const keyOf = new Map(keys.map((row) => [row.seal_id, row.wrapped_key]));
    const named = rows.filter((row) => sealOf.get(row.household_id) === row.seal_id);
    const opened = named.flatMap((row): [string, Person][] => {
      const wrapped = keyOf.get(row.seal_id);
      return wrapped === undefined ? [] : [[row.household_id, this.personOf(row, wrapped)]];
    });
    return new Map(opened);
  }

  /**
   * Finishes what a stopped process left half done: a seal that its household's record names is kept, any other
   * (registration never written, household forgotten or withdrawn) is destroyed. Other instances work meanwhile: what one
   * of them may be about to write is left for the next look, and so is a mark of a forgetting.
   * @param nowMs since the epoch, by the clock that names seals
   */
  async finishForgetting(nowMs = Date.now()): Promise<void> {
    const left = await this.database.read.all<KeyRow>("SELECT * FROM household_key WHERE state <> 'kept'");
    for (const { household_id: householdId, seal_id: sealId, state: mark } of left) {
      const { state } = await this.log.load(householdStream(householdId));
      const isNamed = state.state === 'registered' && state.sealId === sealId;
      if (isNamed && mark === 'pending') await this.keep(householdId, sealId);
      const mayBeNamed = state.state === 'absent' && nowMs - madeAtMs(sealId) < LONGEST_REGISTRATION_MS;
      if (!isNamed && !mayBeNamed) await this.discard(householdId, sealId);
    }
  }

  /**
   * Destroys the seals of households whose records were withdrawn; those of a registration that is under way are not asked
   * about. @returns how many
   */
  async destroyWithdrawn(): Promise<number> {
    const seals = await this.database.read.all<SealRow>("SELECT household_id, seal_id FROM household_key WHERE state <> 'pending'");
    let destroyed = 0;
    for (const { household_id: householdId, seal_id: sealId } of seals) {
      const { state } = await this.log.load(householdStream(householdId));
      if (state.state === 'registered' && state.sealId === sealId) continue;
      await this.discard(householdId, sealId);
      destroyed += 1;
    }
    return destroyed;
  }

  private async lookAgain(): Promise<void> {
    try {
      await this.finishForgetting();
    } catch (error) {
      new Logger(HouseholdSeals.name).error(error, 'what was left half done of sealed households is finished at the next look');
    }
  }

  private personOf(row: SealedRow, wrapped: string): Person {
    const label = labelOf(row.household_id, row.seal_id);
    const content = openSealed(unwrapKey(this.masterKey, wrapped, label), row, label);
    return JSON.parse(content.toString()) as Person;
  }
}

function labelOf(householdId: string, sealId: string): string {
  return `${householdId}/${sealId}`;
}

/**
 * Overwrites keys before deleting them, since a deleted row may stay readable in the file until its page is used again.
 * Older copies of the page are the engine's to clear: {@link Database.scrub} follows.
 */
async function destroyRows(session: SqlSession, where: string, params: readonly string[]): Promise<void> {
  await session.run(`UPDATE household_key SET wrapped_key = ? WHERE ${where}`, [BLANK_KEY, ...params]);
  await session.run(`DELETE FROM household_key WHERE ${where}`, params);
  await session.run(`DELETE FROM sealed_household WHERE ${where}`, params);
}
