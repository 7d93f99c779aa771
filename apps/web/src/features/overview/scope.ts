import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { businessDayAt, yearOf } from '#contracts';
import type { FigureFilters } from '../../api/answers';
import { useYears } from '../../api/figures';

/** What a page of figures is narrowed by; all of it stands in the address, so that Back undoes it and a link repeats it. */
export interface Scope {
  readonly year: ComputedRef<number>;
  /** Years that have entries, and this one; latest first. */
  readonly years: ComputedRef<readonly number[]>;
  readonly unitId: ComputedRef<string | undefined>;
  readonly basis: ComputedRef<string>;
  readonly to: ComputedRef<string | undefined>;
  readonly knownAt: ComputedRef<string | undefined>;
  /** Year and as-of: what every figure takes. */
  readonly time: ComputedRef<FigureFilters>;
  /** The same of the year before, up to the same day while this year is not over. */
  readonly timeBefore: ComputedRef<FigureFilters>;
  /** Narrowed to the unit too. */
  readonly ofUnit: ComputedRef<FigureFilters>;
  readonly ready: ComputedRef<boolean>;
  set(changes: Readonly<Record<string, string | undefined>>): void;
}

/** What is given, without what is not. */
export function given(filters: Readonly<Record<string, string | undefined>>): FigureFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''));
}

export function useScope(): Scope {
  const route = useRoute();
  const router = useRouter();
  const { years, latest, isFetched } = useYears();
  const today = businessDayAt(new Date().toISOString());

  const text = (name: string): ComputedRef<string | undefined> =>
    computed(() => {
      const value = route.query[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    });
  const [yearText, unitId, to, knownAt, basisText] = [text('year'), text('unit'), text('to'), text('knownAt'), text('basis')];

  const year = computed(() => Number(yearText.value ?? latest.value));
  const time = computed(() => given({ year: String(year.value), to: to.value, knownAt: knownAt.value }));
  const lastDay = computed(() => to.value ?? (year.value === yearOf(today) ? today : undefined));
  const timeBefore = computed(() =>
    given({
      year: String(year.value - 1),
      to: lastDay.value === undefined ? undefined : sameDayBefore(lastDay.value),
      knownAt: knownAt.value,
    }),
  );
  return {
    year,
    years,
    unitId,
    basis: computed(() => basisText.value ?? 'paid'),
    to,
    knownAt,
    time,
    timeBefore,
    ofUnit: computed(() => given({ ...time.value, unitId: unitId.value })),
    ready: computed(() => yearText.value !== undefined || isFetched.value),
    set: (changes) => void router.push({ query: { ...route.query, ...changes } }),
  };
}

/** The same day of the year before; 29 February becomes 28 February. */
function sameDayBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return before.endsWith('-02-29') ? `${before.slice(0, 8)}28` : before;
}
