import type { Cell, Sheet } from '../file/sheet.js';
import { ORDER_COLUMNS } from '../kind/columns.js';
import { headTextOf } from './head-text.js';
import { chosenMapping } from './mapping.js';
import { titleUnit } from './title-unit.js';

const sheetOf = (...rows: (readonly Cell[])[]): Sheet => ({
  name: '台账',
  rows: rows.map((cells, at) => ({ row: at + 1, cells })),
  merges: [],
  epoch: 1900,
});

describe('a head', () => {
  it.each([
    ['金额（万元）*', '金额', '万元'],
    ['金额（人民币万元）', '金额', '万元'],
    ['金额（￥）', '金额', '元'],
    ['金额（RMB）', '金额', '元'],
    ['金额（含税）（单位：千元）', '金额', '千元'],
    ['金额/万元', '金额', '万元'],
    ['成交额万元', '成交额', '万元'],
    ['成交额人民币百万元', '成交额', '百万元'],
    ['运费（分）', '运费', '分'],
  ])('%s is %s in %s', (text, base, amountUnit) => {
    expect(headTextOf(text)).toMatchObject({ base, amountUnit });
  });

  it.each([
    ['净含量（公斤/箱）', '净含量', '公斤'],
    ['采购数量吨', '采购数量', '吨'],
    ['数量（kg）', '数量', '公斤'],
  ])('%s is %s in %s', (text, base, unit) => {
    expect(headTextOf(text)).toMatchObject({ base, measure: { unit } });
  });

  it.each(['金额（元/万元）', '金额（预算）', '金额（含运费）', '村（社区）'])(
    '%s keeps what its bracket says: it may be another column',
    (text) => {
      expect(headTextOf(text)).toEqual({ base: text.replace('（', '(').replace('）', ')') });
    },
  );

  it('says no measure where it could be two', () => {
    expect(headTextOf('数量（斤/公斤）')).toEqual({ base: '数量' });
  });
});

describe('a title', () => {
  it.each([
    ['单位：万元', '万元'],
    ['金额单位：人民币千元', '千元'],
    ['单 位：万 元', '万元'],
    ['计量单位：斤  金额单位：万元', '万元'],
    ['单位:万元制表人:张某', '万元'],
    ['单位：万元 制表人：张某', '万元'],
    ['以下金额以万元计', '万元'],
    ['本表单位均为万元', '万元'],
    ['（万元）', '万元'],
    ['采购台账（万元）', '万元'],
    ['采购台账（单位：万元、斤）', '万元'],
    ['填报单位：元阳县教育局', '元'],
    ['平均价格（万元/吨）', '元'],
  ])('%s: %s', (title, unit) => {
    expect(titleUnit(sheetOf([title], ['2020年']).rows, 3)).toBe(unit);
  });

  it('counts where it is nearest to the head, and a unit called so before one in brackets', () => {
    expect(titleUnit(sheetOf(['单位：元'], ['单位：万元']).rows, 3)).toBe('万元');
    expect(titleUnit(sheetOf(['单位：万元'], ['运杂费另计（元）']).rows, 3)).toBe('万元');
  });
});

describe('a column that is chosen by hand', () => {
  const amountOf = (sheet: Sheet, headRow: number, from: string): unknown =>
    chosenMapping([sheet], ORDER_COLUMNS, { headRow, columns: { '金额（元）': from } })?.columns['amount'];

  it('is in the unit its own head says, with or without brackets', () => {
    expect(amountOf(sheetOf(['甲', '成交额万元']), 1, 'B')).toMatchObject({ amountUnit: '万元' });
    expect(amountOf(sheetOf(['甲', '成交额（人民币万元）']), 1, '成交额（人民币万元）')).toMatchObject({ amountUnit: '万元' });
  });

  it('is in the unit of the group above it, or of a title, whichever row is chosen for the head', () => {
    expect(amountOf(sheetOf(['款项（万元）', null], ['应付', '实付']), 2, 'B')).toMatchObject({ amountUnit: '万元' });
    expect(amountOf(sheetOf(['单位：万元'], ['甲', '实付']), 2, 'B')).toMatchObject({ amountUnit: '万元' });
  });

  it('is found by its letters, and taken out by an empty name, which is no head', () => {
    const wide = sheetOf(['甲', null, ...Array.from({ length: 25 }, (_, at) => `列${at}`), '款']);
    expect(amountOf(wide, 1, 'AB')).toMatchObject({ index: 27, text: '款' });
    expect(amountOf(wide, 1, 'b')).toMatchObject({ index: 1, text: '' });
    expect(amountOf(wide, 1, '')).toBeUndefined();
  });
});
