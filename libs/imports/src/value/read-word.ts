import { squeezed } from '#contracts';
import { closestName } from './close-name.js';
import { read, type Reading, unread } from './reading.js';

/** What a word of a closed list means; the first word of a value is the one we write ourselves. */
export type Vocabulary<Value extends string> = Readonly<Record<Value, readonly string[]>>;

/** A word of a closed list, in Chinese or as its code. An unknown one is never taken for a close one, only suggested. */
export function readWord<Value extends string>(text: string, vocabulary: Vocabulary<Value>): Reading<Value> {
  const written = squeezed(text);
  const value = valuesOf(vocabulary).get(written);
  if (value !== undefined) return read(value);
  const first = firstWords(vocabulary);
  const suggestion = closestName(written, first);
  return unread('CELL.ENUM_UNKNOWN', { params: { allowed: first.join('、') }, ...(suggestion === undefined ? {} : { suggestion }) });
}

const values = new WeakMap<Vocabulary<string>, ReadonlyMap<string, string>>();

/** What each word and each code stands for. */
function valuesOf<Value extends string>(vocabulary: Vocabulary<Value>): ReadonlyMap<string, Value> {
  const known = values.get(vocabulary);
  if (known !== undefined) return known as ReadonlyMap<string, Value>;
  const entries = Object.entries(vocabulary) as [Value, readonly string[]][];
  const fresh = new Map(entries.flatMap(([value, words]) => [value, ...words].map((word): [string, Value] => [squeezed(word), value])));
  values.set(vocabulary, fresh);
  return fresh;
}

/** The words we write ourselves, one of each value. */
export function firstWords(vocabulary: Vocabulary<string>): string[] {
  return Object.values(vocabulary).flatMap(([word]) => (word === undefined ? [] : [word]));
}
