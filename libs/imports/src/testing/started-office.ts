import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from '#persistence';
import { FileStore, SystemClock } from '#platform';
import { DESK_LIMITS } from '../desk/threaded-desk.js';
import { ImportNews } from '../job/import-news.js';
import { ImportOffice } from '../job/import-office.js';
import type { RunnerLimits } from '../job/import-runner.js';
import type { Import, ImportState } from '../job/import.js';
import { type Accounts, NoFigures, OneVillage, type Services, STAFF } from './office-scene.js';

/** What an office works in; several offices in one are several instances. */
export interface OfficeScene {
  readonly folder: string;
  readonly database: Database;
  readonly services: Services;
  readonly accounts: Accounts;
  /** What was logged as a fault. */
  readonly faults: unknown[];
}

/** An office that has begun to work. */
export async function startOffice(scene: OfficeScene, limits: Omit<RunnerLimits, 'sweepMs'>): Promise<ImportOffice> {
  const { folder, database, services, accounts, faults } = scene;
  const clock = new SystemClock();
  const logger = { error: (facts: unknown) => void faults.push(facts) };
  const office = new ImportOffice({
    database,
    files: new FileStore(join(folder, 'files')),
    ledger: new OneVillage(services),
    sender: services,
    rights: accounts,
    answers: new NoFigures(),
    news: new ImportNews({ sees: () => Promise.resolve(true) }, clock, logger),
    clock,
    logger,
    secret: 'secret',
    desks: { ...DESK_LIMITS, mostOpen: 4, idleMs: 60_000 },
    runner: { ...limits, sweepMs: 20 },
  });
  await office.start();
  return office;
}

/** Waits until an import has come to a state. @throws with the state and failure it has instead after ten seconds */
export async function stateOf(office: ImportOffice, importId: string, state: ImportState): Promise<Import> {
  const giveUp = performance.now() + 10_000;
  for (;;) {
    const one = await office.store.find(importId);
    if (one?.state === state) return one;
    if (performance.now() > giveUp) throw new Error(`the import is ${one?.state}, not ${state}: ${JSON.stringify(one?.failure)}`);
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

/** A sheet of sales that has become a plan. */
export async function checked(office: ImportOffice, bytes: Buffer): Promise<Import> {
  const { importId } = await office.imports.upload(STAFF, { kind: 'sales', name: 'a.csv', bytes, sha256: hash('sha256', bytes) });
  return stateOf(office, importId, 'checked');
}
