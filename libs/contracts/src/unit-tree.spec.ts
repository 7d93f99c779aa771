import { staysBelow, unitsBelow, type UnitParent } from './unit-tree.js';

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

describe('when a unit was below another', () => {
  it('is always, where neither was ever moved', () => {
    expect([...staysBelow(TREE, 'school')]).toEqual([
      ['school', [{}]],
      ['class', [{}]],
    ]);
  });

  it('ends with the day before it was moved away, and begins with the day it came', () => {
    const moved = [...TREE, place('class', 40, 'clinic')];
    expect(staysBelow(moved, 'school').get('class')).toEqual([{ toDay: 39 }]);
    expect(staysBelow(moved, 'clinic').get('class')).toEqual([{ fromDay: 40 }]);
    expect(staysBelow(moved, 'office').get('class')).toEqual([{}]);
  });

  it('has a gap while it was elsewhere', () => {
    const twice = [...TREE, place('class', 40, 'clinic'), place('class', 50, 'school')];
    expect(staysBelow(twice, 'school').get('class')).toEqual([{ toDay: 39 }, { fromDay: 50 }]);
    expect(staysBelow(twice, 'clinic').get('class')).toEqual([{ fromDay: 40, toDay: 49 }]);
  });

  it('agrees with the tree of every single day', () => {
    const parents = [...TREE, place('class', 40, 'clinic'), place('school', 45, 'clinic'), place('class', 50, 'school')];
    for (const root of ['office', 'school', 'class', 'clinic']) {
      const stays = staysBelow(parents, root);
      for (let day = 1; day < 60; day += 1) {
        const below = [...stays]
          .filter(([, spans]) => spans.some(({ fromDay = 0, toDay = 99 }) => fromDay <= day && day <= toDay))
          .map(([unitId]) => unitId);
        expect([root, day, below.sort()]).toEqual([root, day, unitsBelow(parents, root, day).sort()]);
      }
    }
  });
});
