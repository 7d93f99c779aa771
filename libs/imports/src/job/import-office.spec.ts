import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProblemItem } from '#contracts';
import { SqliteDatabase } from '#persistence';
import { ProblemError, SystemClock } from '#platform';
import { importSteps } from '../store/tables.js';
import { Accounts, COLLEAGUE, LOCKED, SALES, SALES_HEADS as HEADS, Services, STAFF, TWO_SALES } from '../testing/office-scene.js';
import { checked, startOffice, stateOf } from '../testing/started-office.js';
import type { ImportOffice } from './import-office.js';
import type { Import, ImportState } from './import.js';
import type { Sent } from './ports.js';
import type { Rights } from './standing-rights.js';

const AWAY: ProblemItem = { code: 'SERVICE.UNAVAILABLE', params: { service: 'households' } };

describe('the office of imports', () => {
  let folder: string;
  let database: SqliteDatabase;
  let services: Services;
  let accounts: Accounts;
  let office: ImportOffice;
  const faults: unknown[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bangfu-office-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: importSteps });
    services = new Services();
    accounts = new Accounts();
    office = await started();
  });

  afterEach(async () => {
    await office.stop();
    await database.close();
    await rm(folder, { recursive: true });
  });

  function started(pageEntries = 1, pausesMs: readonly number[] = [1]): Promise<ImportOffice> {
    return startOffice({ folder, database, services, accounts, faults }, { pageEntries, pausesMs });
  }

  const until = (importId: string, state: ImportState): Promise<Import> => stateOf(office, importId, state);

  const checkedSale = (bytes = SALES): Promise<Import> => checked(office, bytes);

  /** The services go with the process that ends: what is on its way has no answer. */
  async function endsWhile(begun: () => Promise<unknown>): Promise<void> {
    const { answer } = services;
    let goneAway: (error: Error) => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      services.answer = () =>
        new Promise((_, reject) => {
          resolve();
          goneAway = reject;
        });
    });
    await begun();
    await asked;
    const stopped = office.stop();
    goneAway(new Error('no answer'));
    await stopped;
    services.answer = answer;
  }

  it('goes on after an orderly end, entering and taking back alike: nobody has to see to it', async () => {
    const sale = await checkedSale();
    await endsWhile(() => office.imports.commit(sale, sale.plan?.hash ?? '', STAFF));
    expect((await office.store.find(sale.importId))?.state).toBe('committing');
    office = await started();
    const done = await until(sale.importId, 'done');
    expect(done.progress).toEqual({ done: 1, of: 1 });
    await endsWhile(() => office.imports.undo(done, '导错了', STAFF));
    expect((await office.store.find(sale.importId))?.state).toBe('undoing');
    office = await started();
    await until(sale.importId, 'undone');
    expect(faults).toEqual([]);
  });

  it.each<[string, (now: Map<string, Rights>) => unknown]>([
    ['is disabled', (now) => now.delete('staff')],
    ['loses the role', (now) => now.set('staff', { roles: ['leader'], unitId: null, villageCode: '610124103201' })],
    ['comes to another village', (now) => now.set('staff', { roles: ['village-staff'], unitId: null, villageCode: '610124103202' })],
    ['comes to a unit', (now) => now.set('staff', { roles: ['village-staff'], unitId: 'u-1', villageCode: '610124103201' })],
  ])('stops before the next page where its account %s, and goes on in the name of whoever retries', async (_, change) => {
    const sale = await checkedSale(TWO_SALES);
    const { answer } = services;
    services.answer = (command) => {
      change(accounts.now);
      return answer(command);
    };
    await office.imports.commit(sale, sale.plan?.hash ?? '', STAFF);
    const stopped = await until(sale.importId, 'failed');
    const problem = { code: 'IMPORT.RIGHTS_CHANGED', params: { account: 'staff' } };
    expect(stopped).toMatchObject({ progress: { done: 1, of: 2 }, failure: { phase: 'commit', problem } });
    await office.imports.retry(stopped, COLLEAGUE);
    await until(sale.importId, 'done');
    expect(services.sent).toEqual(['staff 2', 'colleague 3']);
  });

  it('takes nothing back for an account that was disabled meanwhile', async () => {
    const sale = await checkedSale();
    await office.imports.commit(sale, sale.plan?.hash ?? '', STAFF);
    const done = await until(sale.importId, 'done');
    accounts.now.delete('staff');
    await office.imports.undo(done, '导错了', STAFF);
    const stopped = await until(sale.importId, 'failed');
    expect(stopped.failure).toMatchObject({ phase: 'undo', problem: { code: 'IMPORT.RIGHTS_CHANGED' } });
    services.lockedTo = 'colleague';
    await expect(office.imports.retry(stopped, COLLEAGUE)).rejects.toMatchObject({ problems: [LOCKED] });
    services.lockedTo = undefined;
    await office.imports.retry(stopped, COLLEAGUE);
    await until(sale.importId, 'undone');
    expect(services.sent).toEqual(['staff 2', 'colleague 2']);
  });

  it('ends at once where another one enters, which goes on; whoever starts next finds nothing left', async () => {
    const sale = await checkedSale();
    const { answer } = services;
    let goOn: (sent: Sent) => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      services.answer = () => {
        resolve();
        return new Promise((given) => (goOn = given));
      };
    });
    await office.imports.commit(sale, sale.plan?.hash ?? '', STAFF);
    await asked;
    const other = await started();
    await other.stop();
    expect((await office.store.find(sale.importId))?.state).toBe('committing');
    services.answer = answer;
    goOn({ kind: 'entered', log: 'households', position: 1 });
    await until(sale.importId, 'done');
    expect(faults).toEqual([]);
  });

  it('says of an undo what stands, not what was sent, where the entering stopped in the middle of a page', async () => {
    await office.stop();
    office = await started(500);
    const { answer } = services;
    services.answer = (command) =>
      command.row === 3 ? Promise.resolve({ kind: 'refused', problems: [{ code: 'SALE.VOIDED' }] }) : answer(command);
    const [, row = ''] = SALES.toString().split('\n');
    const sales = await checkedSale(Buffer.from(`${HEADS}\n${row}\n${row}\n${row}\n`));
    await office.imports.commit(sales, sales.plan?.hash ?? '', STAFF);
    const failed = await until(sales.importId, 'failed');
    expect((await office.store.enteredPage(sales.importId, 0)).records).toHaveLength(3);
    expect(await office.previews.of(failed, STAFF)).toMatchObject({ records: 1, locked: { records: 0 }, refusal: null });
    services.answer = answer;
  });

  it('shows the plan of the columns that are stored, whatever somebody chose too late', async () => {
    const sale = await checkedSale();
    const moved = await office.imports.edit(sale, [{ kind: 'cell', row: 2, column: '数量', value: '300' }], STAFF);
    await expect(office.imports.choose(sale, { columns: { 买方: '' } }, STAFF)).rejects.toMatchObject({
      problems: [{ code: 'IMPORT.MOVED' }],
    });
    const shown = await office.imports.shown(moved, (desk) => desk.mappingView());
    expect(shown).toEqual(moved.mapping);
    expect((await office.store.find(sale.importId))?.plan?.hash).toBe(moved.plan?.hash);
  });

  it('is recorded where nothing stands against it and before anything is changed; what cannot be recorded is not done', async () => {
    const sale = await checkedSale();
    const recorded: (string | undefined)[] = [];
    const record = async (): Promise<void> => void recorded.push((await office.store.find(sale.importId))?.state);
    await expect(office.imports.commit(sale, 'another plan', STAFF, record)).rejects.toMatchObject({
      problems: [{ code: 'IMPORT.PLAN_CHANGED' }],
    });
    for (const refused of [office.imports.retry(sale, STAFF, record), office.imports.undo(sale, '导错了', STAFF, record)]) {
      await expect(refused).rejects.toMatchObject({ problems: [{ code: 'IMPORT.STATE' }] });
    }
    const hash = sale.plan?.hash ?? '';
    await expect(office.imports.commit(sale, hash, STAFF, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    await office.imports.commit(sale, hash, STAFF, record);
    const done = await until(sale.importId, 'done');
    await office.imports.undo(done, '导错了', STAFF, record);
    await until(sale.importId, 'undone');
    expect(recorded).toEqual(['checked', 'done']);
  });

  it('does not wait for the next attempt where it is ended', async () => {
    await office.stop();
    office = await started(1, [600_000]);
    const sale = await checkedSale();
    const asked = new Promise<void>((resolve) => {
      services.answer = () => {
        resolve();
        return Promise.reject(new Error('no answer'));
      };
    });
    await office.imports.commit(sale, sale.plan?.hash ?? '', STAFF);
    await asked;
    // The turn in which it begins to wait.
    await new Promise((resume) => setImmediate(resume));
    await office.stop();
    expect((await office.store.find(sale.importId))?.state).toBe('committing');
  });

  it('asks a service again that gave no answer, and stops where there is none, so that it can be retried', async () => {
    let silent = 1;
    services.ask = () => (silent-- > 0 ? Promise.reject(new ProblemError([AWAY])) : Promise.resolve());
    await checkedSale();
    silent = 2;
    const { importId } = await office.imports.upload(STAFF, {
      kind: 'sales',
      name: 'a.csv',
      bytes: TWO_SALES,
      sha256: hash('sha256', TWO_SALES),
    });
    const stopped = await until(importId, 'failed');
    expect(stopped.failure).toEqual({ phase: 'read', problem: AWAY });
    await office.imports.retry(stopped, STAFF);
    await until(importId, 'checked');
    expect(faults).toEqual([]);
  });

  it('an import whose sheet is gone says so when it is read again', async () => {
    const sale = await checkedSale();
    const gone = { state: 'failed', file: { ...sale.file, kept: null } } as const;
    const failed = await office.store.change(sale, gone, new SystemClock().now());
    if (failed === undefined) throw new Error('somebody else changed it');
    await office.desks.close(sale.importId);
    await office.imports.retry(failed, STAFF);
    const read = await until(sale.importId, 'failed');
    expect(read.failure).toEqual({ phase: 'read', problem: { code: 'IMPORT.FILE_GONE' } });
  });
});
