import { Writable } from 'node:stream';
import { MOST_WAITING_BYTES, sayTo } from './say-to.js';

/** A reader that takes nothing off the line. */
function stalled(): Writable {
  return new Writable({ write: () => undefined });
}

test('a reader that has stalled is ended as soon as more waits than may', () => {
  const reader = stalled();
  const text = 'x'.repeat(MOST_WAITING_BYTES / 4);
  expect([1, 2, 3, 4, 5].map(() => sayTo(reader, text))).toEqual([true, true, true, true, false]);
  expect(reader.destroyed).toBe(true);
});

test('a reader that keeps up hears everything, whatever it comes to', () => {
  let heard = 0;
  const reader = new Writable({
    write: (chunk: Buffer, _, taken) => {
      heard += chunk.length;
      taken();
    },
  });
  const text = 'x'.repeat(MOST_WAITING_BYTES);
  for (let said = 0; said < 4; said += 1) expect(sayTo(reader, text)).toBe(true);
  expect(heard).toBe(4 * MOST_WAITING_BYTES);
});

test('who has gone is told nothing more', () => {
  const reader = stalled();
  reader.end();
  expect(sayTo(reader, 'late')).toBe(true);
});
