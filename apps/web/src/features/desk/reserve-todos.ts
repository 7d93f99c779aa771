import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ReserveItem, UnitItem } from '../../api/record-answers';
import { useReserves } from '../../api/reserves';
import { mustFile, useUnitName, useUnitReading } from '../../api/units';
import { useSession } from '../../app/session';
import { usePrinter } from '../../shared/printer';
import { someOf, sourceOf, type Todo, type TodoSource } from './todo';

/** Of the reserves of a year: what a unit has to declare, what its reviewer has to look at, and for a leader how many still wait. */
export function useReserveTodos(year: MaybeRefOrGetter<number>): ComputedRef<TodoSource> {
  const { t } = useI18n();
  const print = usePrinter();
  const store = useSession();
  const asks = computed(() => store.has('purchaser', 'reviewer', 'leader'));
  const unitReading = useUnitReading();
  const units = computed(() => unitReading.data.value ?? []);
  const unitName = useUnitName();
  const reserves = useReserves(year, asks);

  function ofUnits(declared: readonly ReserveItem[]): readonly Todo[] {
    const own = units.value.find(({ id }) => id === store.session?.unitId);
    return unitTodos(store, declared, own).map(([text, unitId]) => ({
      key: `${text}-${unitId}`,
      text: t(`desk.${text}`, { unit: unitName(unitId), year: toValue(year) }),
      to: `/reserve?year=${toValue(year)}&unit=${unitId}`,
    }));
  }

  function ofOffice(all: readonly ReserveItem[]): readonly Todo[] {
    const line = (key: 'unreviewed' | 'silent', names: readonly string[], page: string): readonly Todo[] => {
      if (names.length === 0) return [];
      const params = { count: print.value.count(names.length, 'unit'), names: someOf(names), year: toValue(year) };
      return [{ key, to: `${page}?year=${toValue(year)}`, text: t(`desk.${key}`, params) }];
    };
    const waiting = all.filter(({ state }) => state === 'submitted').map(({ unitId }) => unitName(unitId));
    const silent = silentUnits(all, units.value, toValue(year)).map(({ name }) => name);
    return [...line('unreviewed', waiting, '/reserve'), ...line('silent', silent, '/overview/ranking')];
  }

  return sourceOf(asks, [reserves, unitReading], () => {
    const read = reserves.data.value;
    if (read === undefined) return [];
    return [...(store.has('purchaser', 'reviewer') ? ofUnits(read) : []), ...(store.has('leader') ? ofOffice(read) : [])];
  });
}

type UnitTodo = readonly [text: 'toDeclare' | 'toSubmit' | 'returned' | 'toReview', unitId: string];

/** What waits for an account, unit by unit. @param own its own unit */
function unitTodos(
  { has, session }: Pick<ReturnType<typeof useSession>, 'has' | 'session'>,
  declared: readonly ReserveItem[],
  own: UnitItem | undefined,
): readonly UnitTodo[] {
  const todos = declared.flatMap(({ unitId, state }): readonly UnitTodo[] => {
    if (has('purchaser') && state === 'draft') return [['toSubmit', unitId]];
    if (has('purchaser') && state === 'returned') return [['returned', unitId]];
    return has('reviewer') && state === 'submitted' && unitId !== session?.unitId ? [['toReview', unitId]] : [];
  });
  const isSilent = own?.kind === 'budget-unit' && !declared.some(({ unitId }) => unitId === own.id);
  return has('purchaser') && isSilent ? [...todos, ['toDeclare', own.id]] : todos;
}

/** The units that must file and have told nothing yet: a draft is nobody else's to see. */
function silentUnits(all: readonly ReserveItem[], units: readonly UnitItem[], year: number): readonly UnitItem[] {
  const declared = new Set(all.filter(({ state }) => state !== 'draft').map(({ unitId }) => unitId));
  return units.filter((unit) => mustFile(unit, year) && !declared.has(unit.id));
}
