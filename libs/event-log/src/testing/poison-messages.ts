import { encodeEvent, type WireMessage } from '../transport/wire-event.js';
import { stored } from './feed-scene.js';

/** Every kind of message that no reader can fold, by what is wrong with it. */
export const POISON: readonly (readonly [what: string, message: (position: number) => WireMessage])[] = [
  ['bad JSON', (position) => ({ ...encodeEvent('directory', stored(position, 'bad', 'x')), value: Buffer.from('{"id":') })],
  ['no value', (position) => ({ ...encodeEvent('directory', stored(position, 'bad', 'x')), value: null })],
  ['unknown type', (position) => encodeEvent('directory', stored(position, 'bad', 'x', { type: 'Unheard' }))],
  ['unknown version', (position) => encodeEvent('directory', stored(position, 'bad', 'x', { schema_version: 99 }))],
  ['a reducer that throws', (position) => encodeEvent('directory', stored(position, 'bad', 'poison'))],
  ['two megabytes', (position) => encodeEvent('directory', stored(position, 'bad', 'poison'.padEnd(2_000_000, 'x')))],
  [
    'another event than its headers say',
    (position) => ({
      ...encodeEvent('directory', stored(position, 'bad', 'x')),
      value: encodeEvent('directory', stored(position + 7, 'bad', 'x')).value,
    }),
  ],
];
