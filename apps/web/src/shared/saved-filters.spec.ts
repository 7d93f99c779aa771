import { withFilter, withoutFilter } from './saved-filters';

const canteen = { name: '食堂', query: { funding: 'canteen' } };
const union = { name: '工会', query: { funding: 'union' } };

test('filters stand in the order of their names, and a name has one set of filters', () => {
  const both = withFilter(withFilter([], canteen), union);
  expect(both).toEqual([union, canteen]);
  expect(withFilter(both, { ...canteen, query: { year: '2020' } })).toEqual([union, { ...canteen, query: { year: '2020' } }]);
});

test('one that is removed leaves the others', () => {
  expect(withoutFilter([union, canteen], '工会')).toEqual([canteen]);
});
