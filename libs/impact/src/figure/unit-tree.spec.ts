import { unitsBelow, type UnitParent } from './unit-tree.js';

const place = (unitId: string, fromDay: number, parentId: string | null): UnitParent => ({ unitId, fromDay, parentId });
const TREE = [place('office', 10, null), place('school', 20, 'office'), place('class', 20, 'school'), place('clinic', 20, 'office')];

test('a unit is followed by all below it, at any depth', () => {
  expect(unitsBelow(TREE, 'office', 30).sort()).toEqual(['class', 'clinic', 'office', 'school']);
  expect(unitsBelow(TREE, 'class', 30)).toEqual(['class']);
});

test('a unit stands where it was moved from that day on, and before its first day where it was first', () => {
  const moved = [...TREE, place('class', 40, 'clinic')];
  expect(unitsBelow(moved, 'school', 39).sort()).toEqual(['class', 'school']);
  expect(unitsBelow(moved, 'school', 40)).toEqual(['school']);
  expect(unitsBelow(moved, 'school', 1).sort()).toEqual(['class', 'school']);
});

test('a ring in the tree ends', () => {
  expect(unitsBelow([place('a', 1, 'b'), place('b', 1, 'a')], 'a', 2).sort()).toEqual(['a', 'b']);
});
