import { RecentEvents } from './recent-events.js';

const events = (from: number, to: number): { readonly position: number }[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ position: from + index }));

function remembering(...runs: readonly [from: number, to: number][]): RecentEvents<{ readonly position: number }> {
  const recent = new RecentEvents();
  for (const [from, to] of runs) recent.remember(events(from, to));
  return recent;
}

test('what follows each other is handed over from any place, as much of it as is asked for', () => {
  const recent = remembering([4, 6], [7, 9]);
  expect(recent.after(3, 100)).toEqual(events(4, 9));
  expect(recent.after(5, 2)).toEqual(events(6, 7));
  expect(recent.after(8, 100)).toEqual(events(9, 9));
});

test('nothing is handed over where the first that is wanted is not here', () => {
  expect(remembering([4, 6]).after(2, 100)).toBeUndefined();
  expect(remembering().after(0, 100)).toBeUndefined();
});

test('behind the last it cannot say that there is nothing: the table may know more', () => {
  expect(remembering([4, 6]).after(6, 100)).toBeUndefined();
  expect(remembering([4, 6]).after(7, 100)).toBeUndefined();
});

test('a gap forgets what was before it', () => {
  const recent = remembering([1, 5], [7, 8]);
  expect(recent.after(4, 100)).toBeUndefined();
  expect(recent.after(6, 100)).toEqual(events(7, 8));
});

test('what comes once more stands where it stood', () => {
  expect(remembering([1, 5], [4, 6]).after(4, 100)).toEqual(events(5, 6));
});

test('the last 2,000 stay once there are more than twice as many', () => {
  const recent = remembering([1, 4_000]);
  expect(recent.after(0, 1)).toEqual(events(1, 1));
  recent.remember(events(4_001, 4_001));
  expect(recent.after(2_000, 1)).toBeUndefined();
  expect(recent.after(2_001, 5_000)).toEqual(events(2_002, 4_001));
});

test('it ends where its last event is', () => {
  const recent = remembering([1, 3]);
  expect([2, 3, 4].map((position) => recent.endsAt(position))).toEqual([false, true, false]);
  expect(remembering().endsAt(0)).toBe(false);
});
