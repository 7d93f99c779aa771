import { FetchPace } from './fetch-pace.js';

describe('the pace of a reader', () => {
  it('leaves the set time between an answer and the next question, less what has passed', () => {
    let now = 1_000;
    const pace = new FetchPace(40, () => now);
    expect(pace.restMs).toBe(0);
    pace.answered();
    expect(pace.restMs).toBe(40);
    now += 15;
    expect(pace.restMs).toBe(25);
    now += 100;
    expect(pace.restMs).toBe(0);
  });

  it('never waits where none is set', () => {
    const pace = new FetchPace(0, () => 5);
    pace.answered();
    expect([pace.isSet, pace.restMs]).toEqual([false, 0]);
  });
});
