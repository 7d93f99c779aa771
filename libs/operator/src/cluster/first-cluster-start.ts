import { mkdirSync } from 'node:fs';
import type { PublicOffice } from '#accounts';
import type { AccountSettings } from '#platform';
import { demoYear, enterDemo, enterDemoAccounts, enterShippedRules } from '../demo.js';
import { ensureAdmin } from '../first-accounts.js';
import type { Print } from '../say.js';
import { FindingError } from '../finding-error.js';
import { isFirstStart, markStarted } from '../first-start.js';
import type { HttpLedger } from '../serve.js';
import type { OpenService } from './open-service.js';

/** How long the services may take until they answer and until the figures have read what was entered. */
const LONGEST_WAIT_MS = 120_000;
const BETWEEN_LOOKS_MS = 200;

export interface FirstClusterStart {
  readonly dataFolder: string;
  readonly demo: string;
  readonly accounts: AccountSettings;
}

/**
 * What a new cluster begins with: an administrator, the shipped rules and, if asked for, a demonstration, entered by the gateway through its
 * own door. Interrupted, the next start goes on; two gateways that start at once repeat each other's keys.
 */
export async function firstClusterStart(
  { open, office }: { readonly open: OpenService; readonly office: PublicOffice },
  http: HttpLedger,
  { dataFolder, demo, accounts }: FirstClusterStart,
  print: Print,
): Promise<void> {
  await ensureAdmin(office, accounts, print);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  if (!isFirstStart(dataFolder)) return;
  await until(http, '/readyz');
  const seen = new Map<string, number>();
  const remember = (log: string, position: number): void => void seen.set(log, Math.max(position, seen.get(log) ?? 0));
  await enterShippedRules(http, open.clock.today(), remember);
  const year = demoYear(demo);
  if (year !== undefined) {
    await enterDemoAccounts(year, { ...open, office }, accounts, print);
    await enterDemo(year, open, http, remember);
  }
  const after = [...seen].map(([log, position]) => `after=${log}:${position}`).join('&');
  await until(http, `/api/figures/sales.weight?${after}`);
  markStarted(dataFolder, open.clock.now());
}

/** Asks this process's own door until it answers 200. */
async function until({ app, inside }: HttpLedger, path: string): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const { statusCode, body } = await app.inject({ method: 'GET', url: path, headers: inside.headersFor('system') });
    if (statusCode === 200) return;
    if (performance.now() > end) {
      throw new FindingError(
        `${path.split('?')[0]}: 各服务在 ${LONGEST_WAIT_MS / 1000} 秒内未就绪。/ The services were not ready in time. ${statusCode} ${body}`,
      );
    }
    await new Promise((resume) => setTimeout(resume, BETWEEN_LOOKS_MS));
  }
}
