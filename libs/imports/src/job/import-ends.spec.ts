import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { eventually } from '#platform/testing';
import { importSteps } from '../store/tables.js';
import { Accounts, SALES, Services, STAFF, TWO_SALES } from '../testing/office-scene.js';
import { checked, startOffice, stateOf } from '../testing/started-office.js';
import type { ImportOffice } from './import-office.js';
import type { Import } from './import.js';

/** What is left of an import that was entered or taken back. */
describe('the office of imports', () => {
  let folder: string;
  let database: SqliteDatabase;
  let services: Services;
  let office: ImportOffice;
  const faults: unknown[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bangfu-ends-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: importSteps });
    services = new Services();
    office = await startOffice({ folder, database, services, accounts: new Accounts(), faults }, { pageEntries: 1, pausesMs: [1] });
  });

  afterEach(async () => {
    await office.stop();
    await database.close();
    await rm(folder, { recursive: true });
    expect(faults).toEqual([]);
  });

  it.each(['SALE.VOIDED', 'ORDER.ENDED', 'RECORD.NOT_FOUND'] as const)(
    'takes back what is left where %s says that a person was first',
    async (code) => {
      const sales = await checked(office, TWO_SALES);
      await office.imports.commit(sales, sales.plan?.hash ?? '', STAFF);
      const done = await stateOf(office, sales.importId, 'done');
      const { answer } = services;
      services.answer = (command) => (command.row === 2 ? Promise.resolve({ kind: 'refused', problems: [{ code }] }) : answer(command));
      await office.imports.undo(done, '导错了', STAFF);
      await stateOf(office, sales.importId, 'undone');
      expect(services.sent.slice(2).sort()).toEqual(['staff 2', 'staff 3']);
    },
  );

  it('destroys a sheet of persons, and what was typed into it, once nothing more is wanted of it; rows to be mended are wanted', async () => {
    const mended = async (bytes: Buffer): Promise<Import> => {
      const sale = await checked(office, bytes);
      const seen = await office.imports.edit(sale, [{ kind: 'cell', row: 2, column: '买方', value: '欧阳莲' }], STAFF);
      await office.imports.commit(seen, seen.plan?.hash ?? '', STAFF);
      return stateOf(office, sale.importId, 'done');
    };
    const whole = await mended(SALES);
    await eventually('the sheet is gone', async () => (await office.store.find(whole.importId))?.file.kept === null);
    expect(await office.store.find(whole.importId)).toMatchObject({ edits: [], mapping: { firstRows: [] } });
    const blocked = await mended(Buffer.from(`${TWO_SALES.toString()}2020-06-20,示例村,猕猴桃,水果,很多,斤,1500,示例合作社\n`));
    const { bytes } = await office.imports.shown(blocked, (desk) => desk.failedRows());
    expect(bytes.toString()).toContain('很多');
    expect(await office.store.find(blocked.importId)).toMatchObject({ file: { kept: blocked.file.kept }, edits: [{ value: '欧阳莲' }] });
    await office.imports.undo(blocked, '导错了', STAFF);
    await stateOf(office, blocked.importId, 'undone');
    await eventually('the sheet is gone', async () => (await office.store.find(blocked.importId))?.file.kept === null);
  });
});
