import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { businessDayAt, type PolicyRuleSet, yearOf } from '#contracts';
import type { AccountItem } from '../../api/accounts';
import { useAccounts } from '../../api/accounts';
import type { ListAnswer } from '../../api/answers';
import { read } from '../../api/client';
import { useSystemState } from '../../api/system';
import { useUnitReading } from '../../api/units';
import { useSession } from '../../app/session';
import { usePrinter } from '../../shared/printer';
import { someOf, sourceOf, type TodoSource } from './todo';

/** What an administrator has to do: records nobody could count, accounts and units that do not work yet, a year without its rule. */
export function useAdminTodos(): ComputedRef<TodoSource> {
  const { t } = useI18n();
  const print = usePrinter();
  const store = useSession();
  const year = yearOf(businessDayAt(new Date().toISOString()));
  const asks = computed(() => store.has('admin'));
  const units = useUnitReading();
  const accounts = useAccounts(asks);
  const system = useSystemState(asks);
  const rules = useQuery({
    queryKey: ['policy-rules', year],
    queryFn: ({ signal }) => read<ListAnswer<PolicyRuleSet>>('policy-rules', { year, limit: 1 }, signal),
    enabled: asks,
  });

  const working = computed(() => (accounts.data.value ?? []).filter(({ disabledAt }) => disabledAt === null));
  /** Accounts whose holders have never been here: they still have the password they were given. */
  const unused = computed(() => working.value.filter(({ mustChangePassword }) => mustChangePassword));
  const silent = computed(() => {
    if (accounts.data.value === undefined) return [];
    const filled = new Set(working.value.filter(fillsIn).map(({ unitId }) => unitId));
    return (units.data.value ?? []).filter(({ id, kind, closedOn }) => kind === 'budget-unit' && closedOn === null && !filled.has(id));
  });

  return sourceOf(asks, [units, accounts, system, rules], () => {
    const parked = (system.data.value?.projections ?? []).reduce((sum, each) => sum + each.parked, 0);
    const ofUnits = { count: print.value.count(silent.value.length, 'unit'), names: someOf(silent.value.map(({ name }) => name)) };
    const ofUnused = { count: unused.value.length, names: someOf(unused.value.map(({ account }) => account)) };
    return [
      { when: parked > 0, key: 'parked', text: t('desk.parked', { count: print.value.count(parked, 'entry') }), to: '/admin' },
      { when: unused.value.length > 0, key: 'unused', text: t('desk.unusedAccounts', ofUnused), to: '/admin#accounts' },
      { when: silent.value.length > 0, key: 'units', text: t('desk.unitsWithoutAccount', ofUnits), to: '/admin#accounts' },
      { when: rules.data.value?.count === 0, key: 'rule', text: t('desk.noRule', { year }), to: '/admin#rules' },
    ].filter(({ when }) => when);
  });
}

function fillsIn({ roles }: AccountItem): boolean {
  return roles.includes('purchaser');
}
