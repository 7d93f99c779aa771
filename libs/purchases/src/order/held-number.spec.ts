import { facts, line, ON_832, placed } from '../testing/order-scenario.js';
import { renumberedMeanwhile } from './held-number.js';

describe('an order whose number was looked up before it is decided on', () => {
  const loaded = (given = ON_832) => ({ id: 'order-o-1', state: placed(given).order, version: 3 });

  test('is decided on where it still holds the number, and where there is no such order', () => {
    expect(renumberedMeanwhile(loaded(), '83220200001')).toBeUndefined();
    expect(renumberedMeanwhile({ ...loaded(), state: { state: 'absent' } }, '83220200001')).toBeUndefined();
  });

  test.each([
    ['holds another number', ON_832],
    ['holds none', facts([line(10_000)])],
  ])('is a conflict where it %s by now: the decision would write to a stream that it has not read', (_, given) => {
    expect(renumberedMeanwhile(loaded(given), '83220200002')).toMatchObject({
      problems: [{ code: 'STREAM.VERSION_CONFLICT', params: { expectedVersion: 2, currentVersion: 3 } }],
    });
  });
});
