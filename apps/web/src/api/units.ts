import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useSession } from '../app/session';
import type { UnitItem, VillageItem } from './record-answers';
import { everyPage } from './every-page';

/** The reading of the units that the caller may see; not asked for where its roles see none. */
export function useUnitReading(): UseQueryReturnType<readonly UnitItem[], Error> {
  const store = useSession();
  return useQuery({
    queryKey: ['units'],
    queryFn: () => everyPage<UnitItem>('units'),
    staleTime: 300_000,
    enabled: computed(() => store.has('purchaser', 'reviewer', 'project-staff', 'leader', 'auditor', 'admin')),
  });
}

/** The units that the caller may see, in the order of their names; none where its roles see none. */
export function useUnits(): ComputedRef<readonly UnitItem[]> {
  const { data } = useUnitReading();
  return computed(() => data.value ?? []);
}

/** Whether a unit has to declare its reserve for a year: every budget unit open in it, as far as the list says. */
export function mustFile({ kind, openedOn }: UnitItem, year: number): boolean {
  return kind === 'budget-unit' && openedOn <= `${year}-12-31`;
}

export function useVillages(): ComputedRef<readonly VillageItem[]> {
  const { data } = useQuery({ queryKey: ['villages'], queryFn: () => everyPage<VillageItem>('villages'), staleTime: 300_000 });
  return computed(() => data.value ?? []);
}

/** Names units by id; one that is out of sight keeps its id. */
export function useUnitName(): (id: string | null | undefined) => string {
  const units = useUnits();
  const names = computed(() => new Map(units.value.map(({ id, name }) => [id, name])));
  return (id) => (id === null || id === undefined ? '' : (names.value.get(id) ?? id));
}

export function useVillageName(): (code: string | null | undefined) => string {
  const villages = useVillages();
  const names = computed(() => new Map(villages.value.map(({ code, name }) => [code, name])));
  return (code) => (code === null || code === undefined ? '' : (names.value.get(code) ?? code));
}
