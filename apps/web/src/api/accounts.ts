import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { type MaybeRefOrGetter, toValue } from 'vue';
import type { Instant, Role } from '#contracts';
import { everyPage } from './every-page';

/** An account as administrators and auditors see it (docs/contract.md §2). */
export interface AccountItem {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  /** Its holder has not replaced the password that was given. */
  readonly mustChangePassword: boolean;
  readonly disabledAt: Instant | null;
}

/** Every account, by name. */
export function useAccounts(enabled: MaybeRefOrGetter<boolean> = true): UseQueryReturnType<readonly AccountItem[], Error> {
  return useQuery({ queryKey: ['accounts'], queryFn: () => everyPage<AccountItem>('accounts'), enabled: () => toValue(enabled) });
}
