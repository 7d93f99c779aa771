import { BatchSize } from './batch-size.js';

/** A server that writes `perMs` messages a millisecond. @returns how many the writer takes in the end */
function after(turns: number, perMs: number, size = new BatchSize()): number {
  for (let turn = 0; turn < turns; turn += 1) size.wrote(size.events, size.events / perMs);
  return size.events;
}

describe('how many messages are written together', () => {
  it('is what a fast server writes in one go, at most 5,000', () => {
    expect(after(20, 1_000)).toBe(5_000);
  });

  it('shrinks on a slow server to what it writes in 60 ms', () => {
    expect(after(20, 20)).toBe(1_200);
  });

  it('never falls below 250', () => {
    expect(after(20, 0.01)).toBe(250);
  });

  it('grows again when the server is fast again', () => {
    const size = new BatchSize();
    after(20, 10, size);
    expect(after(20, 40, size)).toBe(2_400);
  });

  it('learns nothing from a small batch, whether it was quick or had to wait for the disk', () => {
    const size = new BatchSize();
    after(20, 20, size);
    size.wrote(300, 5);
    size.wrote(1, 500);
    size.wrote(0, 500);
    expect(size.events).toBe(1_200);
  });
});
