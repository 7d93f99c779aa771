import type { Database, SqlSession } from '#persistence';
import { isRefusal, type CommandContext, type CommandResult, type NewEvent, type Refusal } from '#contracts';
import { AppendQueue } from '../append/append-queue.js';
import { CommitSignal } from '../append/commit-signal.js';
import { LocalEventLog } from '../append/local-event-log.js';
import type { StreamDefinition } from '../append/submission.js';
import { portOf } from './database-port.js';

/** A rule and its proof on any database: contract suites are data, so that each back end runs the very same ones. */
export type Rule = readonly [sentence: string, proof: (database: Database) => Promise<void>];

/** Folds a unit's names: enough state to see which events a decision was shown. */
export const NAMES: StreamDefinition<readonly string[]> = {
  initial: [],
  evolve: (names, event) => [...names, (event.data as { readonly name: string }).name],
};

/** A unit takes a name on the first day of 2020. */
export function renamed(name: string): NewEvent {
  return { type: 'UnitRenamed', occurredOn: '2020-01-01', data: { name } };
}

/** A command of a suite: its key, and what else it says. */
export interface Asked {
  readonly key: string;
  readonly fingerprint?: string;
  readonly formerFingerprint?: string;
  readonly now?: string;
  readonly expectedVersion?: number;
  readonly pending?: CommandContext['pending'];
}

/** The context of a command of a suite; its fingerprint is its key where nothing else is said. */
export function contextOf({ key, now = '2020-01-01T00:00:00.000Z', expectedVersion, pending, ...told }: Asked): CommandContext {
  const { fingerprint = key, formerFingerprint: former } = told;
  return {
    commandId: key,
    fingerprint,
    ...(former === undefined ? {} : { formerFingerprint: () => former }),
    now,
    today: now.slice(0, 10),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    ...(pending === undefined ? {} : { pending }),
    meta: { correlationId: 'suite', actor: { account: '甲"乙', roles: [], unitId: null }, source: 'api' },
  };
}

/** A directory log on a database, with a queue of its own. */
export class SuiteLog {
  readonly signal = new CommitSignal();
  readonly queue: AppendQueue;
  readonly log: LocalEventLog;

  constructor(database: Database) {
    this.queue = new AppendQueue('directory', database, this.signal);
    this.log = new LocalEventLog(this.queue, database);
  }

  /** Appends names to one stream; the decision may look at the names so far. */
  name(asked: Asked, stream: string, decide: (names: readonly string[]) => readonly NewEvent[] | Refusal): Promise<CommandResult> {
    return this.log.submit(contextOf(asked), stream, { unit: { id: stream, definition: NAMES } }, ({ unit }) => decide(unit.state));
  }

  /** @returns the position written. @throws where it was refused */
  async named(key: string, stream: string, name: string): Promise<number> {
    const result = await this.name({ key }, stream, () => [renamed(name)]);
    if (isRefusal(result)) throw new Error(result.problems.map(({ code }) => code).join(', '));
    return result.answer.position;
  }
}

/** A database that does its work and then loses the answer of the commit, as often as asked. */
export function losingCommits(database: Database, times: number): Database {
  let left = times;
  return {
    ...portOf(database),
    dialect: { ...database.dialect, isTransient: (error) => error instanceof LostCommit || database.dialect.isTransient(error) },
    async transaction<Result>(durability: 'durable' | 'rebuildable', work: (session: SqlSession) => Promise<Result>): Promise<Result> {
      const result = await database.transaction(durability, work);
      if (left === 0) return result;
      left -= 1;
      throw new LostCommit('the answer to COMMIT was lost');
    },
  };
}

class LostCommit extends Error {}
