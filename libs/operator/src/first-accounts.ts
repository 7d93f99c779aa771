import { type AccountFacts, type PublicOffice, randomPassword } from '#accounts';
import { ROLES } from '#contracts';
import type { DemoAccount } from '#demo';
import type { AccountSettings } from '#platform';
import type { Print } from './say.js';

const ADMIN: AccountFacts = { account: 'admin', name: '系统管理员', roles: ROLES.filter((role) => role === 'admin') };

/** A password the operator chose, to be kept; or a random one, for one login. */
interface FirstPassword {
  readonly password: string;
  readonly mustChange: boolean;
}

/** Creates the account `admin` where there is none. A password of its own making is printed, this once and nowhere else. */
export async function ensureAdmin({ accounts }: PublicOffice, { adminPassword }: AccountSettings, print: Print): Promise<void> {
  if ((await accounts.store.find(ADMIN.account)) !== undefined) return;
  const first = firstPassword(adminPassword);
  await accounts.add(ADMIN, first, 'first-start');
  if (first.mustChange) print(`管理员账号 admin 的初始密码，只显示一次 / first password of admin, shown once: ${first.password}`);
}

/** Creates the accounts of a demonstration; those of one that was cleared, or is loaded anew, are usable again. */
export async function ensureDemoAccounts(
  { accounts }: PublicOffice,
  wanted: readonly DemoAccount[],
  { demoPassword }: AccountSettings,
  print: Print,
): Promise<void> {
  const first = firstPassword(demoPassword);
  let given = 0;
  for (const facts of wanted) {
    const present = await accounts.store.find(facts.account);
    if (present === undefined) await accounts.add(facts, first, 'demo');
    else if (present.origin !== 'demo' || isInUse(present, facts)) continue;
    else {
      await accounts.changeRights(facts);
      await accounts.reset(facts.account, first);
    }
    given += 1;
  }
  if (given > 0 && first.mustChange) {
    print(`演示账号 demo-… 的初始密码，只显示一次 / first password of the demo accounts, shown once: ${first.password}`);
  }
}

/** @returns how many were disabled now */
export async function disableDemoAccounts({ accounts }: PublicOffice): Promise<number> {
  let disabled = 0;
  for (const { account } of await accounts.store.ofOrigin('demo')) if (await accounts.disable(account)) disabled += 1;
  return disabled;
}

function isInUse(present: { readonly disabled_at: string | null; readonly unit_id: string | null }, facts: DemoAccount): boolean {
  return present.disabled_at === null && present.unit_id === (facts.unitId ?? null);
}

function firstPassword(chosen: string | undefined): FirstPassword {
  return chosen === undefined ? { password: randomPassword(), mustChange: true } : { password: chosen, mustChange: false };
}
