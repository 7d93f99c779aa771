import { ALL_UNITS, ANY_UNIT, Cells, unitKey } from './cells.js';

test('the same dimensions are the same cell, in any order and in any process', () => {
  const one = new Cells().of({ unit: 'u-1', channel: '832' }, {});
  expect(new Cells().of({ channel: '832', unit: 'u-1' }, {})).toEqual(one);
  expect(Number.isSafeInteger(one.id)).toBe(true);
});

test('a value of one dimension is not the same value of another', () => {
  const cells = new Cells();
  expect(cells.of({ channel: 'x' }, {}).id).not.toBe(cells.of({ funding: 'x' }, {}).id);
});

test('county and product stay with the contribution and make no cell of their own', () => {
  const cells = new Cells();
  expect(cells.of({ village: 'v', county: '610124', product: '猕猴桃' }, {})).toBe(cells.of({ village: 'v' }, {}));
});

test('the cells of all units share one whole, apart from what has no unit', () => {
  const cells = new Cells();
  const [one, other] = [cells.of({ unit: 'u-1', funding: 'union' }, {}), cells.of({ unit: 'u-2', funding: 'union' }, {})];
  expect(one.whole).toBe(other.whole);
  expect(one.whole.columns).toMatchObject({ unit: ANY_UNIT, whole: 1, funding: 'union' });
  const unitless = cells.of({ funding: 'union' }, {});
  expect(unitless.whole).toBe(unitless);
  expect(unitless.id).not.toBe(one.whole.id);
  expect([one.unitKey, unitless.unitKey]).toEqual([unitKey('u-1'), ALL_UNITS]);
});

test('what a posting says goes before what its event says for all, and they are one cell with the same said at once', () => {
  const cells = new Cells();
  const once = cells.of({ unit: 'u-1', channel: '832', funding: 'union' }, {});
  expect(cells.of({ unit: 'u-1', channel: '832', funding: 'canteen' }, { funding: 'union' })).toBe(once);
  expect(cells.of({ channel: '832' }, { funding: 'union', unit: 'u-1' })).toBe(once);
});
