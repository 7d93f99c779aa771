import type { Locale, ProblemText } from './problem-text.js';
import { printedValue } from './problem-value.js';
import { PROBLEMS } from './problems/index.js';

/** A stable code of the catalogue, e.g. `ORDER.OVERPAID`. Clients depend on it; it never changes meaning. */
export type ProblemCode = keyof typeof PROBLEMS;

export type ProblemParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One thing that is wrong: where (`path`, a JSON path of the body or a query name), what, with which numbers. */
export interface ProblemItem {
  readonly code: ProblemCode;
  readonly path?: string;
  readonly params?: ProblemParams;
}

/** An expected refusal: a value, not an exception. It writes nothing. */
export interface Refusal {
  readonly kind: 'refused';
  readonly problems: readonly ProblemItem[];
}

/** Refuses with one problem. */
export function refuse(code: ProblemCode, params?: ProblemParams, path?: string): Refusal {
  return refuseAll([{ code, ...(path === undefined ? {} : { path }), ...(params === undefined ? {} : { params }) }]);
}

/** Refuses with all problems at once; `problems` must not be empty. */
export function refuseAll(problems: readonly ProblemItem[]): Refusal {
  return { kind: 'refused', problems };
}

export function isRefusal(value: object): value is Refusal {
  return 'kind' in value && value.kind === 'refused';
}

/**
 * What a decision comes to when other problems are known: it never passes, and all are told at once. That the record is
 * not there stands alone: nothing else can be said about it.
 */
export function withPending<Outcome extends object>(outcome: Outcome | Refusal, pending: readonly ProblemItem[] = []): Outcome | Refusal {
  if (pending.length === 0) return outcome;
  if (!isRefusal(outcome)) return refuseAll(pending);
  const absent = outcome.problems.some(({ code }) => PROBLEMS[code].status === 404);
  const told = new Set(outcome.problems.map(({ code, path }) => `${code} ${path}`));
  return absent ? outcome : refuseAll([...pending.filter(({ code, path }) => !told.has(`${code} ${path}`)), ...outcome.problems]);
}

/** The sentence of a problem in the reader's language, parameters filled in. */
export function problemSentence(item: ProblemItem, locale: Locale): string {
  const text = textOf(item);
  const template = locale === 'en' ? text.en : text.zh;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = item.params?.[name];
    return value === undefined || value === null ? whole : printedValue(item.code, name, value, locale);
  });
}

function textOf({ code, path = '', params }: ProblemItem): Pick<ProblemText, 'zh' | 'en'> {
  const text: ProblemText = PROBLEMS[code];
  const there = text.at?.[path];
  if (there !== undefined) return there;
  const caused = text.because?.[String(params?.['because'])];
  if (caused !== undefined) return caused;
  return text.without !== undefined && isLeftOut(params?.[text.without.param]) ? text.without : text;
}

function isLeftOut(value: ProblemParams[string] | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
