import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText, HEADS, order } from '../imports/corpus/case.js';
import type { MadeCell } from '../imports/support/workbook.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const OFFICE = { id: 'edu', name: '示例区教育局', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };

describe('npm run bangfu -- import', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/units', OFFICE);
    await ledger.stop();
  });

  afterAll(() => discard(ledger));

  function file(name: string, rows: readonly MadeCell[][]): string {
    const path = join(ledger.folder, name);
    writeFileSync(path, csvText([[...HEADS], ...rows]));
    return path;
  }

  it('shows the plan and enters nothing unless it is told to', async () => {
    const sheet = file('a.csv', [order(), order()]);
    const shown = await ledger.cli('import', sheet, '--kind', 'orders');
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.output).toContain('可导入 / create 2：1,000.00 元');
    const entered = await ledger.cli('import', sheet, '--kind', 'orders', '--commit');
    expect([entered.code, entered.output]).toEqual([0, expect.stringContaining('已入账 / entered: 2 / 2')]);
    expect((await ledger.cli('import', sheet, '--kind', 'orders')).output).toContain('重复 / duplicate 2');
  });

  it.each([
    ['units', '单位名称,单位类型,上级单位\n示例区第三小学,预算单位,示例区教育局'],
    ['reserves', '年度,预算单位,食堂情况\n2020,示例区教育局,无食堂'],
    ['households', '户编号,村,户类别,家庭人口\nH1,没有的村,脱贫户,3'],
  ])('counts what has no amounts in rows alone: %s', async (kind, text) => {
    const path = join(ledger.folder, `${kind}.csv`);
    writeFileSync(path, text);
    const { output } = await ledger.cli('import', path, '--kind', kind);
    expect(output).toMatch(/^可导入 \/ create \d$/m);
  });

  it('ends with 2 where rows are blocked, and says which cell is wrong, in both languages', async () => {
    const sheet = file('b.csv', [order(), order({ 数量: '很多' })]);
    const { code, output } = await ledger.cli('import', sheet, '--kind', 'orders', '--unit', 'edu');
    expect(code).toBe(2);
    expect(output).toMatch(/需修改 \/ blocked\t第 3 行 \/ row 3\t数量\tCELL\.NUMBER_UNREADABLE .*无法识别.* cannot be read/);
  });

  it('says what a cell may have meant', async () => {
    const sheet = file('c.csv', [order({ 采购单位: '示例区教育居' })]);
    const { output } = await ledger.cli('import', sheet, '--kind', 'orders');
    expect(output).toMatch(/第 2 行 \/ row 2\t采购单位\tUNIT\.UNKNOWN .*\t建议 \/ suggestion: 示例区教育局$/m);
  });

  it('says what is worth a look in rows that can be entered, the first fifty of them, and ends with 0', async () => {
    const sheet = file(
      'd.csv',
      Array.from({ length: 53 }, () => order({ 产地县: '没有县' })),
    );
    const { code, output } = await ledger.cli('import', sheet, '--kind', 'orders');
    expect(code).toBe(0);
    expect(output).toMatch(/提醒 \/ warned\t第 51 行 \/ row 51\t产地县\tCOUNTY\.UNKNOWN .* imported without it/);
    expect(output).not.toContain('第 52 行');
    expect(output).toContain('提醒 / warned\t…… 另有 3 行 / more rows');
  });

  it.each([
    [['import', '/nowhere.csv', '--kind', 'orders'], '无法读取'],
    [['import', 'package.json', '--kind', 'orders', '--unit', 'nobody'], 'UNIT.UNKNOWN'],
    [['import', 'package-lock.json', '--kind', 'invoices'], 'invoices'],
  ])('ends with 1 and a sentence for %j', async (args, said) => {
    const { code, output } = await ledger.cli(...args);
    expect([code, output]).toEqual([1, expect.stringContaining(said)]);
  });
});
