import type { Caller, NewEvent } from './envelope.js';
import type { Adjustment, Period } from './period-lock.js';
import { isRefusal, type ProblemItem, type Refusal } from './problem.js';
import type { BusinessDay } from './units.js';

/** What an undo asks before it takes anything back: records of one kind, and who would take them back why. */
export interface EndingQuestions {
  readonly kind: 'orders' | 'reserves' | 'sales' | 'households' | 'units';
  /** Of reserves `<unitId>:<year>`. */
  readonly ids: readonly string[];
  /** The import that has made them: what another one or a person has made is none of its own. */
  readonly importId: string;
  readonly caller: Caller;
  readonly reason: string;
  /** The day it would be done on. */
  readonly today: BusinessDay;
  /** Whether steps by hand are counted, too: whoever only asks what is allowed need not wait for that. */
  readonly withSteps?: true;
}

/** What taking back one record that stands would come to. */
export interface StandingEnding {
  readonly id: string;
  /** The locked period that would be adjusted; `null` where none is touched. */
  readonly period: Period | null;
  /** Why a lock forbids it to this caller, or what came since forbids it at all; `null` where nothing does. */
  readonly refusal: ProblemItem | null;
  /** Steps and corrections that came to it otherwise than by its import, and would fall with it. */
  readonly stepsByHand?: number;
}

/** The ending of a record that no lock has to do with. */
export function freeEnding(id: string): StandingEnding {
  return { id, period: null, refusal: null };
}

/** What a decision on an ending says of locks; what else it is refused for is met when it is entered. */
export function endingOf(id: string, judged: readonly NewEvent[] | Refusal): StandingEnding {
  if (!isRefusal(judged)) {
    const [adjustment] = judged.flatMap(({ data }) => (data as { readonly adjustment?: Adjustment }).adjustment ?? []);
    return { id, period: adjustment?.period ?? null, refusal: null };
  }
  const refusal = judged.problems.find(({ code }) => code.startsWith('PERIOD.')) ?? null;
  const period = refusal?.params?.['period'];
  return { id, period: typeof period === 'string' ? period : null, refusal };
}
