import { plain, type ProblemCode, type ProblemParams } from '#contracts';

/** What a cell was read as, or why it was not. Nothing is read that could also mean something else. */
export type Reading<Value> = Read<Value> | Unread;

/** A cell that says one thing. */
export interface Read<Value> {
  readonly kind: 'read';
  readonly value: Value;
  /** Given as 余/约/近/达. */
  readonly approximate: boolean;
}

/** A cell that says nothing certain: why, in the terms of the catalogue. */
export interface Unread {
  readonly kind: 'unread';
  readonly code: ProblemCode;
  readonly params?: ProblemParams;
  /** What the cell may have meant; taken only when a person says so. */
  readonly suggestion?: string;
}

/** @param approximate given as 余/约/近/达 */
export function read<Value>(value: Value, approximate = false): Read<Value> {
  return { kind: 'read', value, approximate };
}

/** @param more what the sentence of the code names */
export function unread(code: ProblemCode, more: Omit<Unread, 'kind' | 'code'> = {}): Unread {
  return { kind: 'unread', code, ...more };
}

/** What people write where there is nothing to write; `-` clears (contract §6). */
const NOTHING = /^(?:[-/\\─━]+|无)$/;

/** Whether a cell says that there is nothing: empty, blank, dashes, strokes, 无. */
export function isNothing(text: string): boolean {
  const shown = plain(text);
  return shown === '' || NOTHING.test(shown);
}
