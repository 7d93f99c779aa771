import { leastBetweenMessages } from './between-messages.js';

describe('the time between two messages on figures', () => {
  it('is short where a gateway listens alone, and grows with the readers up to 20 ms', () => {
    expect([1, 2, 5, 6, 200].map(leastBetweenMessages)).toEqual([4, 8, 20, 20, 20]);
  });
});
