import type { LogName } from '#contracts';
import { EventStore, type Ledger, parkedOf } from '#event-log';
import type { Database } from '#persistence';
import { FindingError } from './finding-error.js';
import type { Print } from './say.js';

/** What the commands of either tier work on: a whole ledger, or what one service of a cluster keeps. */
export interface LedgerAtHand {
  readonly ledger: Ledger;
  readonly database: Database;
  /** The service; absent where there is but one. */
  readonly service?: string;
}

/** Folds read models anew. @throws FindingError for a name that is none of them */
export async function rebuildSome(
  { ledger, service }: Omit<LedgerAtHand, 'database'>,
  names: readonly string[],
  print: Print,
): Promise<void> {
  const known = ledger.projections.map((projection) => projection.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new FindingError(
      `${named(service)}没有名为“${unknown.join('、')}”的汇总数据，可选 / no such read model, known: ${known.join(', ')}`,
    );
  }
  const title = names.join(', ');
  const { events, parked } = await ledger.rebuild(names, { onProgress: ({ done, of }) => print(`${title}: ${done} / ${of}`) });
  print(`已重建 / rebuilt ${title}: ${events} events, ${parked} parked`);
}

/** Replaying is a rebuild: every event gets its turn again, in order, and what still fails is parked again. @param projection absent = all */
export async function replayParked({ ledger, database }: LedgerAtHand, projection: string | undefined, print: Print): Promise<void> {
  const names = new Set((await parkedOf(database.read, projection)).map((event) => event.projection));
  if (names.size === 0) {
    print('没有被搁置的事件 / nothing is parked');
    return;
  }
  const { parked } = await ledger.rebuild([...names]);
  print(`${[...names].join(', ')}: ${parked} 条仍被搁置 / still parked`);
}

/** Prints the events of one record, one a line as JSON. @throws FindingError where there are none */
export async function sayEvents(
  { database, service }: Omit<LedgerAtHand, 'ledger'>,
  logs: readonly LogName[],
  stream: string,
  print: Print,
): Promise<void> {
  const lists = await Promise.all(logs.map((log) => new EventStore(log, database).stream(stream)));
  const found = lists.flat();
  for (const event of found) print(JSON.stringify(event));
  if (found.length === 0) throw new FindingError(`${named(service)}没有记录“${stream}” / there is no stream “${stream}”`);
}

function named(service: string | undefined): string {
  return service === undefined ? '' : `${service} `;
}
