import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller, Instant } from '#contracts';
import {
  type Import,
  ImportLedger,
  ImportSender,
  importSteps,
  OPEN_DESK_LIMITS,
  OwnAnswers,
  RUNNER_LIMITS,
  type ImportKind,
  type LedgerPort,
  StandingRights,
} from '#imports';
import { SqliteDatabase } from '#persistence';
import { Clock, FileStore } from '#platform';
import { ImportNews } from '../../libs/imports/src/job/import-news.js';
import type { FaultLog } from '../../libs/imports/src/job/imports.js';
import { ImportOffice } from '../../libs/imports/src/job/import-office.js';
import { eventually } from '../support/eventually.js';
import { csvText, HEADS, order } from './corpus/case.js';
import { ledgerOf } from './support/ledger-of-needs.js';

const DAY_MS = 24 * 3_600_000;
const VILLAGE = '610124103201';
const STAFF: Caller = { actor: { account: 'staff', roles: ['village-staff'], unitId: null }, source: 'manual', villageCode: VILLAGE };
const HOUSEHOLD_HEADS = ['户编号', '村', '户类别', '家庭人口', '户主姓名', '联系电话'];
const FAMILY = ['H-1', '示例村', '已脱贫', 3, '欧阳秀莲', '13812345678'];
/** `npm run build` first: a thread runs what is compiled. */
const workerFile = new URL('../../dist/libs/imports/src/desk/desk-worker.js', import.meta.url);

class SetClock extends Clock {
  private at = Date.parse('2026-06-01T02:00:00.000Z');

  now(): Instant {
    return new Date(this.at).toISOString();
  }

  pass(days: number): void {
    this.at += days * DAY_MS;
  }
}

class OneVillage extends ImportLedger {
  readonly ofHouseholds: string[] = [];

  seenBy(): LedgerPort {
    return ledgerOf({ account: { role: 'village-staff' }, units: [], villages: [{ code: VILLAGE, name: '示例村' }] });
  }

  endings(): Promise<never> {
    return Promise.reject(new Error('nothing is to be taken back'));
  }

  forgotten(): Promise<readonly string[]> {
    return Promise.resolve(this.ofHouseholds);
  }
}

/** Nothing is entered here. */
class NoSender extends ImportSender {
  readonly atOnce = 1;

  send(): Promise<never> {
    return Promise.reject(new Error('nothing is to be entered'));
  }
}

class NoAnswers extends OwnAnswers {
  get(): Promise<never> {
    return Promise.reject(new Error('nothing is to be asked'));
  }
}

class NoRights extends StandingRights {
  of(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

describe('a sheet that nobody goes on with', () => {
  let folder: string;
  let database: SqliteDatabase;
  let office: ImportOffice;
  const clock = new SetClock();
  const ledger = new OneVillage();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-old-sheets-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: importSteps });
    const logger: FaultLog = {
      error: ({ err }) => {
        throw err;
      },
    };
    office = new ImportOffice({
      database,
      files: new FileStore(join(folder, 'imports')),
      ledger,
      sender: new NoSender(),
      rights: new NoRights(),
      answers: new NoAnswers(),
      news: new ImportNews({ sees: () => Promise.resolve(true) }, clock, logger),
      clock,
      logger,
      secret: 'secret',
      desks: { ...OPEN_DESK_LIMITS, workerFile },
      runner: RUNNER_LIMITS,
    });
    await office.start();
  });

  afterAll(async () => {
    await office.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function now({ importId }: Pick<Import, 'importId'>): Promise<Import> {
    const one = await office.store.find(importId);
    if (one === undefined) throw new Error('an import stays in the history');
    return one;
  }

  async function waiting(kind: ImportKind, state: Import['state'], rows: Parameters<typeof csvText>[0]): Promise<Import> {
    const bytes = Buffer.from(csvText(rows));
    const one = await office.imports.upload(STAFF, { kind, name: '表.csv', bytes, sha256: hash('sha256', bytes) });
    await eventually(`it is ${state}`, async () => (await now(one)).state === state);
    return now(one);
  }

  const isGone = async (one: Import): Promise<boolean> => (await now(one)).file.kept === null;

  it('is given up and removed after 30 days where it tells of persons, while the process runs on', async () => {
    // Those that stay come first: the others are looked at behind them.
    const orders = await waiting('orders', 'checked', [[...HEADS], order()]);
    const mended = await waiting('households', 'checked', [HOUSEHOLD_HEADS, FAMILY]);
    const checked = await waiting('households', 'checked', [HOUSEHOLD_HEADS, FAMILY]);
    const asked = await waiting('households', 'mapping', [['甲', '乙', '丙'], FAMILY.slice(0, 3)]);
    const half = await waiting('households', 'checked', [HOUSEHOLD_HEADS, FAMILY]);
    await office.store.openPage(half, [{ id: 'household-1', path: '/api/households', row: 2 }], clock.now());
    clock.pass(20);
    await office.imports.edit(mended, [{ kind: 'cell', row: 2, column: '家庭人口', value: '4' }], STAFF);
    clock.pass(11);
    await eventually('three sheets are gone', () => readdirSync(join(folder, 'imports')).length === 2);
    const states = await Promise.all([checked, asked, half, orders, mended].map(async (one) => (await now(one)).state));
    // What was entered of the third before it stopped can still be undone.
    expect(states).toEqual(['cancelled', 'cancelled', 'checked', 'checked', 'checked']);
    expect(await Promise.all([orders, mended].map(isGone))).toEqual([false, false]);
    await expect(office.imports.shown(await now(checked), (desk) => desk.failedRows())).rejects.toMatchObject({
      problems: [{ code: 'IMPORT.FILE_GONE' }],
    });
  });

  it('is removed within the hour where a household that was entered of it is forgotten, whether anybody looks or not', async () => {
    const entered = async (householdId: string): Promise<Import> => {
      const checked = await waiting('households', 'checked', [HOUSEHOLD_HEADS, FAMILY, ['H-2', '示例村', '已脱贫', 'x', null, null]]);
      const opened = await office.store.openPage(checked, [{ id: householdId, path: '/api/households', row: 2 }], clock.now());
      return (await office.store.change(opened ?? checked, { state: 'done' }, clock.now())) ?? checked;
    };
    const [told, other] = [await entered('household-1'), await entered('household-2')];
    ledger.ofHouseholds.push('household-1');
    clock.pass(1);
    await eventually('its sheet is gone', () => isGone(told));
    expect(await isGone(other)).toBe(false);
  });

  it('is swept a day after a death has left it without an import, and what was arriving then with it', async () => {
    const { file } = await waiting('orders', 'checked', [[...HEADS], order()]);
    const sheets = join(folder, 'imports');
    const lying = (name: string, hours: number): string => {
      writeFileSync(join(sheets, name), 'sealed');
      const seconds = Date.parse(clock.now()) / 1_000 - hours * 3_600;
      utimesSync(join(sheets, name), seconds, seconds);
      return name;
    };
    const [orphan, arriving, young] = [lying('a'.repeat(64), 2), lying('.incoming-1', 2), lying('b'.repeat(64), -3)];
    utimesSync(join(sheets, file.kept ?? ''), 0, 0);
    clock.pass(1);
    await eventually('the orphan is gone', () => !readdirSync(sheets).includes(orphan));
    await eventually('what was arriving is gone', () => !readdirSync(sheets).includes(arriving));
    expect(readdirSync(sheets)).toEqual(expect.arrayContaining([young, file.kept]));
  });
});
