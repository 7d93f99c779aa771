import { closestName } from './close-name.js';
import { plain, read, type Reading, unread } from './reading.js';

/** What a word of a closed list means; the first word of a value is the one we write ourselves. */
export type Vocabulary<Value extends string> = Readonly<Record<Value, readonly string[]>>;

/** A word of a closed list, in Chinese or as its code. An unknown one is never taken for a close one, only suggested. */
export function readWord<Value extends string>(text: string, vocabulary: Vocabulary<Value>): Reading<Value> {
  const written = squeezed(text);
  for (const value in vocabulary) {
    if (value === written || vocabulary[value].some((word) => squeezed(word) === written)) return read(value);
  }
  const first = firstWords(vocabulary);
  const suggestion = closestName(written, first);
  return unread('CELL.ENUM_UNKNOWN', { params: { allowed: first.join('、') }, ...(suggestion === undefined ? {} : { suggestion }) });
}

/** The words we write ourselves, one of each value. */
export function firstWords(vocabulary: Vocabulary<string>): string[] {
  return Object.values(vocabulary).flatMap(([word]) => (word === undefined ? [] : [word]));
}

/** A name as it is compared: plain, without white space inside, small letters. */
export function squeezed(text: string): string {
  return plain(text).replace(/\s+/g, '').toLowerCase();
}
