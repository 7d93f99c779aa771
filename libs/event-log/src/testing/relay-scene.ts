import type { LogName } from '#contracts';
import type { Database } from '#persistence';
import type { StoredEvent } from '../store/stored-event.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import type { LastEvent } from '../transport/last-event.js';
import { portOf } from './database-port.js';

/** A clock that is moved by hand. */
export class HandClock {
  at = 1_000;
  readonly now = (): number => this.at;
}

/** A publisher whose sends can be made to fail before or after they have arrived. */
export class BreakingPublisher implements EventPublisher {
  readonly longestPublishMs = 1_000;
  readonly sent: number[] = [];
  breaks: 'no' | 'before' | 'after' = 'no';
  /** Runs between arrival and answer. */
  meanwhile: () => Promise<void> = () => Promise.resolve();

  /** How often it was asked for the end of the topic. */
  looks = 0;
  /** Runs before the end of the topic is read. */
  beforeLook: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly beneath: EventPublisher) {}

  async lastEvents(log: LogName): Promise<readonly LastEvent[]> {
    this.looks += 1;
    if (this.breaks === 'before') throw new Error('the broker is away');
    await this.beforeLook();
    return this.beneath.lastEvents(log);
  }

  async publish(log: LogName, events: readonly StoredEvent[]): Promise<void> {
    if (this.breaks === 'before') throw new Error('the broker is away');
    await this.beneath.publish(log, events);
    this.sent.push(...events.map(({ position }) => position));
    await this.meanwhile();
    if (this.breaks === 'after') throw new Error('the answer was lost');
  }

  close(): Promise<void> {
    return this.beneath.close();
  }
}

/** Holds back every transaction that moves a relay's position until it is let go. */
export class HeldMoves {
  held = 0;
  letGo: () => void = () => undefined;
  private readonly gate = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });

  over(database: Database): Database {
    return {
      ...portOf(database),
      transaction: (durability, work) =>
        database
          .transaction(durability, async (session) => {
            let moved = false;
            const watched = Object.assign(Object.create(session) as typeof session, {
              run: (sql: string, params?: Parameters<typeof session.run>[1]) => {
                moved ||= sql.startsWith('UPDATE relay_lease SET position');
                return session.run(sql, params);
              },
            });
            return { result: await work(watched), moved };
          })
          .then(async ({ result, moved }) => {
            if (moved) {
              this.held += 1;
              await this.gate;
            }
            return result;
          }),
    };
  }
}

/** Counts the reads of the table of events and, when told to, holds them back. */
export class HeldReads {
  asked = 0;
  private gate: Promise<void> = Promise.resolve();
  letGo: () => void = () => undefined;

  hold(): void {
    this.gate = new Promise((resolve) => {
      this.letGo = resolve;
    });
  }

  over(database: Database): Database {
    const { read } = database;
    const watched = Object.assign(Object.create(read) as typeof read, {
      all: async (...[sql, params]: Parameters<typeof read.all>) => {
        if (sql.includes('FROM event_')) {
          this.asked += 1;
          await this.gate;
        }
        return read.all(sql, params);
      },
    });
    return { ...portOf(database), read: watched };
  }
}

/** A database that counts its transactions. */
export function countingTransactions(beneath: Database): { readonly database: Database; readonly count: number } {
  const watched = {
    count: 0,
    database: {
      ...portOf(beneath),
      transaction: ((durability, work) => {
        watched.count += 1;
        return beneath.transaction(durability, work);
      }) as Database['transaction'],
    },
  };
  return watched;
}
