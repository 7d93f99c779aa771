import { bodyOf, emptyUnit, isFilled, pathOf } from './unit-step';

const unit = {
  id: 'u/1',
  name: '示例局',
  kind: 'department',
  parentId: 'u-0',
  regionCode: null,
  openedOn: '2020-01-01',
  closedOn: null,
} as const;

test('a new unit needs its name and kind alone; what is left empty is not sent', () => {
  const fields = { ...emptyUnit(null), name: ' 示例局 ' };
  expect(isFilled('register', emptyUnit(null))).toBe(false);
  expect(isFilled('register', fields)).toBe(true);
  expect(bodyOf('register', fields)).toEqual({ name: '示例局', kind: 'budget-unit' });
});

test('whom to call goes along with a new unit, and with no later step', () => {
  const fields = { ...emptyUnit(unit), contactName: ' 张三 ', contactPhone: '029-1234567' };
  expect(bodyOf('register', fields)).toMatchObject({ contactName: '张三', contactPhone: '029-1234567' });
  expect(bodyOf('rename', fields)).toEqual({ name: '示例局' });
});

test('a step says only what it changes, at the unit’s own address', () => {
  expect([pathOf('register'), pathOf('rename', 'u/1')]).toEqual(['units', 'units/u%2F1/rename']);
  expect(bodyOf('rename', { ...emptyUnit(unit), name: '新名' })).toEqual({ name: '新名' });
  expect(bodyOf('move', emptyUnit(unit))).toEqual({ parentId: 'u-0' });
  expect(bodyOf('merge', { ...emptyUnit(unit), intoUnitId: 'u-2' })).toEqual({ intoUnitId: 'u-2' });
});

test.each(['merge', 'close'] as const)('%s waits until it knows what it needs', (step) => {
  expect(isFilled(step, emptyUnit(unit))).toBe(false);
  expect(isFilled(step, { ...emptyUnit(unit), intoUnitId: 'u-2', reason: '机构改革' })).toBe(true);
});
