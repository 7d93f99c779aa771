import type { ImportRow } from '../../api/import-answers';
import { markAt, saidAt } from './row-marks';

const ROW: ImportRow = {
  sheet: '台账',
  row: 4,
  state: 'blocked',
  values: {},
  cells: [
    { column: '数量', code: 'CELL.NOT_POSITIVE', params: {}, detail: '要大于 0。' },
    { column: '数量', code: 'QUANTITY.IMPLAUSIBLE', params: {}, detail: '可能差了 2 倍。', isWarning: true },
    { column: '产地县', code: 'COUNTY.UNKNOWN', params: {}, detail: '不是脱贫县。', isWarning: true },
  ],
};

describe('a cell of a row that must be mended', () => {
  it('is marked as what must be mended only where something of it blocks the row', () => {
    expect(['数量', '产地县', '供应商'].map((column) => markAt(ROW, column))).toEqual(['blocked', 'warned', undefined]);
  });

  it('says all that is wrong with it', () => {
    expect(saidAt(ROW, '数量')).toBe('要大于 0。\n可能差了 2 倍。');
  });
});
