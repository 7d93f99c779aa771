import { type AnsweredList, type DeclaredReserve, RECORD_WITHDRAWN, reserveEvents } from '#contracts';
import type { EventLog } from '#event-log';
import { notIn } from '../reserve/reserve-step.js';
import { evolve, isLive, type Reserve, reserveDefinition, reserveStream } from '../reserve/reserve.js';

const EVENTS = [...Object.keys(reserveEvents), RECORD_WITHDRAWN];

/** Those that are declared, as they stand, from the log itself: a read model may be a moment behind. @param keys `<unitId>:<year>` */
export async function declaredReserves(log: EventLog, keys: readonly string[]): Promise<AnsweredList<DeclaredReserve>> {
  const found = new Map<string, Reserve>();
  const keyOf = new Map(keys.map((key) => [reserveStream(key.slice(0, -5), Number(key.slice(-4))).id, key]));
  for (const event of await log.find([...keyOf.keys()], EVENTS)) {
    const key = keyOf.get(event.streamId) ?? '';
    found.set(key, evolve(found.get(key) ?? reserveDefinition.initial, event.envelope()));
  }
  return [...found].flatMap(([key, reserve]): AnsweredList<DeclaredReserve> => {
    if (!isLive(reserve)) return [];
    const { state, declaration, approximate } = reserve;
    return [[key, { state, declaration, approximate, isOpen: notIn(reserve, 'declare') === undefined }]];
  });
}
