import type { Message } from 'kafkajs';
import { encodeEvent, type Projection } from '#event-log';
import { stored } from '../../libs/event-log/src/testing/feed-scene.js';
import { namesProjection } from '../../libs/event-log/src/testing/names-projection.js';

/** Beyond what a column of ids takes, and nearly what a broker takes of one message (1 MiB). */
const LARGE = 900_000;

/** A message that stands at a position, on a stream of its own. */
export type Poison = (position: number, stream: string) => Message;

/** One event of each class: broken, of an unknown type, of a later version, two that a reducer or the rows refuse, and a large one. */
export const POISON: readonly Poison[] = [
  (position, stream) => ({ ...encodeEvent('directory', stored(position, stream, 'x')), value: Buffer.from('{"id":') }),
  (position, stream) => encodeEvent('directory', stored(position, stream, 'x', { type: 'Unheard' })),
  (position, stream) => encodeEvent('directory', stored(position, stream, 'x', { schema_version: 99 })),
  (position, stream) => encodeEvent('directory', stored(position, stream, 'throws')),
  (position, stream) => encodeEvent('directory', stored(position, stream, 'twice')),
  (position, stream) => encodeEvent('directory', stored(position, stream, 'throws'.padEnd(LARGE, 'x'))),
];

/** A reducer that throws, and rows that break a constraint. */
export function fragile(): Projection {
  const names = namesProjection((name) => name.startsWith('throws'));
  return {
    ...names,
    apply(event, changes) {
      names.apply(event, changes);
      if ((event.data as { name: string }).name === 'twice') changes.append('names_event', { position: event.position, name: 'again' });
    },
  };
}
