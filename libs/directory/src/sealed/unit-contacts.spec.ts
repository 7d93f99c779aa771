import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { SqliteDatabase } from '#persistence';
import { directorySteps, PLAIN_CONTACTS } from './contact-tables.js';
import { sealPlainContacts } from './plain-contacts.js';
import { UnitContacts } from './unit-contacts.js';

const MASTER = Buffer.alloc(32, 7);
const CONTACT = { contactName: '𠮷田"小"三', contactPhone: '138 1234 1234' };
const NOBODY = { contactName: null, contactPhone: null };
const folder = mkdtempSync(join(tmpdir(), 'bangfu-contacts-'));
const file = join(folder, 'ledger.sqlite');
let database: SqliteDatabase;
let contacts: UnitContacts;

beforeAll(async () => {
  // The schema before contacts were sealed, then the upgrade, which leaves a copy of the file behind.
  const old = await SqliteDatabase.open({ file, steps: directorySteps.slice(0, 1) });
  await old.transaction('durable', async (session) => {
    for (let unit = 0; unit < 400; unit += 1) {
      const { contactName, contactPhone } = CONTACT;
      await session.run(`INSERT INTO ${PLAIN_CONTACTS} (unit_id, contact_name, contact_phone) VALUES (?, ?, ?)`, [
        `u-${(unit * 37) % 400}`,
        contactName.repeat(1 + (unit % 9)),
        contactPhone,
      ]);
    }
  });
  await old.close();
  database = await SqliteDatabase.open({ file, steps: directorySteps });
  contacts = new UnitContacts(database, MASTER);
});

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** The files of the folder that hold a text. */
function filesWith(text: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
}

describe('contacts that an earlier release kept in the clear', () => {
  it('lie in the ledger and in the copy made before the upgrade', () => {
    expect(filesWith(CONTACT.contactPhone)).toHaveLength(2);
  });

  it('are sealed at the next start, also where a start was cut short, and no byte of them is left in any file', async () => {
    const cutShort = sealPlainContacts(database, MASTER, () => Promise.reject(new Error('stopped')));
    await expect(cutShort).rejects.toThrow('stopped');
    expect(await sealPlainContacts(database, MASTER, () => database.eraseOldCopies([PLAIN_CONTACTS]))).toBe(400);
    expect(await sealPlainContacts(database, MASTER)).toBe(0);
    expect(await contacts.open('u-37')).toEqual({ ...CONTACT, contactName: CONTACT.contactName.repeat(2) });
    for (const text of ['田"小', CONTACT.contactPhone]) expect([text, filesWith(text)]).toEqual([text, []]);
  });

  it('leave the copy that the upgrade made usable', async () => {
    const [copy = ''] = readdirSync(folder).filter((name) => name.includes('.before-') && name.endsWith('.sqlite'));
    const opened = await SqliteDatabase.open({ file: join(folder, copy), steps: directorySteps.slice(0, 1) });
    expect(await opened.read.all(`SELECT * FROM ${PLAIN_CONTACTS}`)).toEqual([]);
    await opened.close();
  });
});

describe('a contact', () => {
  it('is kept in place of the one before it, and shown masked', async () => {
    await contacts.keep('u-1', { contactName: '张三', contactPhone: null });
    await contacts.keep('u-1', CONTACT);
    expect(await contacts.open('u-1')).toEqual(CONTACT);
    expect(await contacts.masked('u-1')).toEqual({ contactName: '𠮷****三', contactPhone: '138****1234' });
    expect([await contacts.open('nobody'), await contacts.masked('nobody')]).toEqual([NOBODY, NOBODY]);
  });

  it('of which nothing was given leaves no row', async () => {
    await contacts.keep('u-empty', NOBODY);
    expect(await contacts.units()).not.toContain('u-empty');
  });

  it('has a key of its own, and does not open moved to another unit or with another master key', async () => {
    await contacts.keep('u-2', CONTACT);
    await expect(new UnitContacts(database, Buffer.alloc(32, 8)).open('u-2')).rejects.toThrow(/master key/);
    const moved = `UPDATE sealed_unit_contact SET wrapped_key = (SELECT wrapped_key FROM sealed_unit_contact WHERE unit_id = 'u-1') WHERE unit_id = 'u-2'`;
    await database.transaction('durable', (session) => session.run(moved));
    const refusal = contacts.open('u-2');
    await expect(refusal).rejects.toThrow(/unit-u-2/);
    await expect(refusal).rejects.not.toThrow(/138|田/);
  });

  it('is destroyed with its key: no byte of either is left', async () => {
    await contacts.keep('u-3', CONTACT);
    const [row] = await database.read.all<{ wrapped_key: string; ciphertext: string }>(
      "SELECT wrapped_key, ciphertext FROM sealed_unit_contact WHERE unit_id = 'u-3'",
    );
    expect(filesWith(row?.wrapped_key ?? '')).not.toEqual([]);
    await contacts.destroy('u-3');
    expect(await contacts.open('u-3')).toEqual(NOBODY);
    for (const text of [row?.wrapped_key ?? '?', row?.ciphertext ?? '?']) expect(filesWith(text)).toEqual([]);
  });
});

it('refuses a master key of another length', () => {
  expect(() => new UnitContacts(database, Buffer.alloc(31))).toThrow(/32 bytes, it has 31/);
});
