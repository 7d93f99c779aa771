import { type BusinessDay, type CommandContext, LOG_NAMES, type LogName } from '#contracts';
import type { PublicOffice } from '#accounts';
import { demoAccounts, type DemoYear, lianhu2020, loadDemo } from '#demo';
import { destroyWithdrawnContacts, SHIPPED_RULES, UnitContacts } from '#directory';
import { keptOfDemo, withdrawDemo } from '#event-log';
import { HouseholdSeals } from '#households';
import type { AccountSettings } from '#platform';
import type { OpenService } from './cluster/open-service.js';
import type { OpenLedger } from './open-ledger.js';
import { disableDemoAccounts, ensureDemoAccounts } from './first-accounts.js';
import type { Print } from './say.js';
import { inProcessSender, type SeenEntry } from './send-in-process.js';
import type { AsksItself } from './serve.js';

/** The demonstrations that ship. */
export const DEMO_YEARS: readonly DemoYear[] = [lianhu2020];

export function demoYear(name: string): DemoYear | undefined {
  return DEMO_YEARS.find((year) => year.name === name);
}

/**
 * Enters the rules that ship with the ledger; a repeated start repeats their keys and enters nothing twice. A rule whose
 * day has not come yet (a test clock in an earlier year) is left out for good: an administrator enters it when it has.
 */
export async function enterShippedRules(http: AsksItself, today: BusinessDay, seen?: SeenEntry): Promise<void> {
  const sender = inProcessSender(http, 'system', seen);
  const come = SHIPPED_RULES.filter(({ occurredOn }) => occurredOn === undefined || occurredOn <= today);
  for (const rule of come) await sender.post('/api/policy-rules', rule, `shipped-rule-${rule.regionCode}-${rule.year}`);
}

type Clearing = Pick<OpenService | OpenLedger, 'ledger' | 'database' | 'clock'>;
const NO_KEY = Buffer.alloc(32);

/** Where the log `directory` is kept. */
type DirectoryRows = Pick<OpenLedger | OpenService, 'database'>;

/** How often demonstrations were withdrawn: the name of the next load, so that a cleared one can be loaded again. */
async function withdrawals({ database }: DirectoryRows): Promise<number> {
  const [row] = await database.read.all<{ entries: number }>(
    "SELECT COUNT(*) AS entries FROM event_directory WHERE type = 'RecordWithdrawn'",
  );
  return row?.entries ?? 0;
}

/** Loads a demonstration through the routes a person uses. Interrupted, it goes on where it stopped. */
export async function enterDemo(year: DemoYear, open: DirectoryRows, http: AsksItself, seen?: SeenEntry): Promise<number> {
  return loadDemo(year, String(await withdrawals(open)), inProcessSender(http, 'demo', seen));
}

/** Creates the accounts that go with the present load of a demonstration. */
export async function enterDemoAccounts(
  year: DemoYear,
  open: DirectoryRows & { readonly office: PublicOffice },
  settings: AccountSettings,
  print: Print,
): Promise<void> {
  await ensureDemoAccounts(open.office, demoAccounts(year, String(await withdrawals(open))), settings, print);
}

/** What came of clearing a demonstration. */
export interface ClearedDemo {
  /** How many records were withdrawn. */
  readonly withdrawn: number;
  /** The streams of those that stay, since a record that is no demonstration names them. */
  readonly kept: readonly string[];
}

/**
 * Takes every record back that began as a demonstration, in all logs, but those that entries of people are of; sealed names
 * are destroyed with them, its accounts disabled.
 */
export async function clearDemo(open: OpenLedger): Promise<ClearedDemo> {
  await disableDemoAccounts(open.office);
  const kept = await keptOfDemo(LOG_NAMES, open.database);
  // Dependants first: orders, sales and projects before the units and villages they name.
  const withdrawn = await clearServiceDemo([...LOG_NAMES].reverse(), open, kept);
  return { withdrawn, kept: [...kept].sort() };
}

/** The same of some logs of one database, in their order; `kept` are streams that stay. */
export async function clearServiceDemo(
  logs: readonly LogName[],
  { ledger, database, clock }: Clearing,
  kept: ReadonlySet<string>,
): Promise<number> {
  let withdrawn = 0;
  const contextOf = (streamId: string, version: number): CommandContext => ({
    commandId: `demo:clear-${streamId}-${version}`,
    fingerprint: 'demo-clear',
    now: clock.now(),
    today: clock.today(),
    meta: { correlationId: 'demo-clear', actor: { account: 'demo', roles: ['admin'], unitId: null }, source: 'demo' },
  });
  for (const name of logs)
    withdrawn += await withdrawDemo(ledger.log(name), database, '演示数据清除 / demonstration cleared', contextOf, kept);
  // What is destroyed is not opened first, so the key that opens it is not needed.
  if (logs.includes('households')) await new HouseholdSeals(database, ledger.log('households'), NO_KEY).destroyWithdrawn();
  if (logs.includes('directory')) await destroyWithdrawnContacts(new UnitContacts(database, NO_KEY), ledger.log('directory'));
  return withdrawn;
}
