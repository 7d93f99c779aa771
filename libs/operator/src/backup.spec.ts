import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreFrom } from './backup.js';
import { dataFolder } from './data-folder.js';

let folder: string;
let backup: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-restore-'));
  backup = join(folder, 'backup');
  mkdirSync(join(backup, 'keys'), { recursive: true });
  writeFileSync(join(backup, 'keys', 'master.key'), 'key');
  writeFileSync(join(backup, 'bangfu.sqlite'), 'ledger');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a restored folder holds all of the backup, for the owner only', async () => {
  const data = dataFolder(join(folder, 'data'));
  await restoreFrom(backup, data);
  expect([readFileSync(data.ledgerFile, 'utf8'), readFileSync(data.masterKeyFile, 'utf8')]).toEqual(['ledger', 'key']);
  expect(statSync(data.folder).mode & 0o777).toBe(0o700);
});

test('a restore that stopped half-way has left no ledger, and is done again', async () => {
  const data = dataFolder(join(folder, 'data'));
  // A file where a folder has to be stops it as a full disk would.
  mkdirSync(data.folder);
  writeFileSync(join(data.folder, 'keys'), 'in the way');
  await expect(restoreFrom(backup, data)).rejects.toMatchObject({ message: expect.stringContaining('keys') as unknown });
  rmSync(join(data.folder, 'keys'));
  await restoreFrom(backup, data);
  expect([readFileSync(data.ledgerFile, 'utf8'), readFileSync(data.masterKeyFile, 'utf8')]).toEqual(['ledger', 'key']);
});
