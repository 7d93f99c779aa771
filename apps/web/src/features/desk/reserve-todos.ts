import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ReserveItem } from '../../api/record-answers';
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
  const of = (unitId: string, text: 'toDeclare' | 'toSubmit' | 'returned' | 'toReview'): Todo => ({
    key: `${text}-${unitId}`,
    text: t(`desk.${text}`, { unit: unitName(unitId), year: toValue(year) }),
    to: `/reserve?year=${toValue(year)}&unit=${unitId}`,
  });

  function ofUnits(declared: readonly ReserveItem[]): readonly Todo[] {
    const { unitId } = store.session ?? {};
    const todos = declared.flatMap((reserve) => {
      if (store.has('purchaser') && reserve.state === 'draft') return [of(reserve.unitId, 'toSubmit')];
      if (store.has('purchaser') && reserve.state === 'returned') return [of(reserve.unitId, 'returned')];
      return store.has('reviewer') && reserve.state === 'submitted' && reserve.unitId !== unitId ? [of(reserve.unitId, 'toReview')] : [];
    });
    const own = units.value.find(({ id }) => id === unitId);
    const isSilent = own?.kind === 'budget-unit' && !declared.some((reserve) => reserve.unitId === own.id);
    return store.has('purchaser') && isSilent ? [...todos, of(own.id, 'toDeclare')] : todos;
  }

  function ofOffice(all: readonly ReserveItem[]): readonly Todo[] {
    const waiting = all.filter(({ state }) => state === 'submitted').map(({ unitId }) => unitName(unitId));
    const declared = new Set(all.filter(({ state }) => state !== 'draft').map(({ unitId }) => unitId));
    const silent = units.value.filter((unit) => mustFile(unit, toValue(year)) && !declared.has(unit.id)).map(({ name }) => name);
    return (
      [
        ['unreviewed', waiting, `/reserve?year=${toValue(year)}`],
        ['silent', silent, `/overview/ranking?year=${toValue(year)}`],
      ] as const
    ).flatMap(([key, names, to]) =>
      names.length === 0
        ? []
        : [
            {
              key,
              to,
              text: t(`desk.${key}`, { count: print.value.count(names.length, 'unit'), names: someOf(names), year: toValue(year) }),
            },
          ],
    );
  }

  return sourceOf(asks, [reserves, unitReading], () => {
    const read = reserves.data.value;
    if (read === undefined) return [];
    return [...(store.has('purchaser', 'reviewer') ? ofUnits(read) : []), ...(store.has('leader') ? ofOffice(read) : [])];
  });
}
