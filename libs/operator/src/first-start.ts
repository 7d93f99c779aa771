import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '#platform';
import { demoYear, enterDemo, enterDemoAccounts, enterShippedRules } from './demo.js';
import { ensureAdmin } from './first-accounts.js';
import type { OpenLedger } from './open-ledger.js';
import type { Print } from './say.js';
import type { HttpLedger } from './serve.js';

const DONE = 'first-start.done';

/** From here on the folder counts as started: nothing is entered into it of itself. @param at the instant, as text */
export function markStarted(folder: string, at: string): void {
  writeFileSync(join(folder, DONE), at);
}

/** Whether this folder has not been started to its end yet. */
export function isFirstStart(folder: string): boolean {
  return !existsSync(join(folder, DONE));
}

/**
 * What a new data folder begins with: an administrator, the shipped rules and, if asked for, a demonstration. Marked as done only at its end;
 * a start that dies on the way is finished by the next one, whose entries repeat their keys.
 * @returns the name of the demonstration that was loaded now
 */
export async function firstStart(
  open: OpenLedger,
  http: HttpLedger,
  { demo, accounts }: Pick<Configuration, 'demo' | 'accounts'>,
  print: Print,
): Promise<string | undefined> {
  await ensureAdmin(open.office, accounts, print);
  if (!isFirstStart(open.data.folder)) return undefined;
  await enterShippedRules(http, open.clock.today());
  const year = demoYear(demo);
  if (year !== undefined) {
    await enterDemoAccounts(year, open, accounts, print);
    await enterDemo(year, open, http);
  }
  await caughtUp(open);
  markStarted(open.data.folder, open.clock.now());
  return year?.name;
}

/** Waits until the figures have read all that was entered. */
export async function caughtUp(open: OpenLedger): Promise<void> {
  const seen = await Promise.all(
    [...open.ledger.sources.values()].map(async (source) => ({ log: source.log, position: await source.head() })),
  );
  const behindBy = await open.ledger.host.waitFor(['impact'], seen, 60_000);
  if (behindBy > 0) throw new Error(`the figures are still ${behindBy} events behind`);
}
