import type { ProblemCode, ProblemParams } from '#contracts';

/** What a cell was read as, or why it was not. Nothing is read that could also mean something else. */
export type Reading<Value> = Read<Value> | Unread;

export interface Read<Value> {
  readonly kind: 'read';
  readonly value: Value;
  /** Given as 余/约/近/达. */
  readonly approximate: boolean;
}

export interface Unread {
  readonly kind: 'unread';
  readonly code: ProblemCode;
  readonly params?: ProblemParams;
  /** What the cell may have meant; taken only when a person says so. */
  readonly suggestion?: string;
}

export function read<Value>(value: Value, approximate = false): Read<Value> {
  return { kind: 'read', value, approximate };
}

export function unread(code: ProblemCode, more: Omit<Unread, 'kind' | 'code'> = {}): Unread {
  return { kind: 'unread', code, ...more };
}

/** Zero-width signs that come along from web pages and chat programs. */
const INVISIBLE = /[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe63]/g;
/** Most cells: nothing to change, and normalising is what reading a sheet would spend most of its time on. */
const ALREADY_PLAIN = /^[!-~\u4e00-\u9fa5]*$/;
/** What people write where there is nothing to write; `-` clears (contract §6). */
const NOTHING = /^-+$/;

/**
 * Text as it is compared: full width as half width, one kind of dash, nothing invisible, no white space around it.
 * What is entered stays as it was written.
 */
export function plain(text: string): string {
  return ALREADY_PLAIN.test(text) ? text : text.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-').trim();
}

/** Whether a cell says that there is nothing: empty, blank, or dashes. */
export function isNothing(text: string): boolean {
  const shown = plain(text);
  return shown === '' || NOTHING.test(shown);
}
