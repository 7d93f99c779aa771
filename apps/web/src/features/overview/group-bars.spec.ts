import type { SeriesGroup } from '../../api/answers';
import { groupBars, largestFirst } from './group-bars';

const COMPLETE = { complete: true, unconverted: 0 };

function group(key: string | null, value: SeriesGroup['value'], filters: SeriesGroup['filters']): SeriesGroup {
  return { key, name: key ?? '—', value, filters, completeness: COMPLETE };
}

const GROUPS = [
  group('610124', 300, { year: 2020, countyCode: '610124' }),
  group('611024', 700, { year: 2020, countyCode: '611024', includeBelow: false }),
  group('withheld', null, {}),
  group(null, 500, { year: 2020, countyCode: 'none' }),
];
const nameOf = ({ key, name }: SeriesGroup): string => (key === null ? '未填写' : name);

test('every group that has a value is a bar, the one of no key too, opened by the filters it was told with as an address has them', () => {
  expect(groupBars(GROUPS, nameOf)).toEqual([
    { key: '610124', name: '610124', value: 300, filters: { year: '2020', countyCode: '610124' } },
    { key: '611024', name: '611024', value: 700, filters: { year: '2020', countyCode: '611024', includeBelow: 'false' } },
    { key: '', name: '未填写', value: 500, filters: { year: '2020', countyCode: 'none' } },
  ]);
});

test('the largest comes first, a ratio by its ratio', () => {
  expect(largestFirst(groupBars(GROUPS, nameOf)).map(({ value }) => value)).toEqual([700, 500, 300]);
  const ratios = [2_000, 9_000].map((permyriad) => group(String(permyriad), { numerator: 1, denominator: 1, permyriad }, {}));
  expect(largestFirst(groupBars(ratios, nameOf)).map(({ key }) => key)).toEqual(['9000', '2000']);
});
