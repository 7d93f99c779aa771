import { EventBlocks } from './event-blocks.js';

describe('a stream of events', () => {
  const text =
    ': connected\n\nid: directory:1,purchases:7\nevent: figures\ndata: {"名":"𠮷"}\n\n: heartbeat\n\nevent: job\ndata: a\ndata: b\n\n';
  const events = [
    { event: 'figures', id: 'directory:1,purchases:7', block: 'id: directory:1,purchases:7\nevent: figures\ndata: {"名":"𠮷"}\n\n' },
    { event: 'job', block: 'event: job\ndata: a\ndata: b\n\n' },
  ];

  test.each([1, 2, 3, 7, 1_000])('is the same events whether it comes in pieces of %d bytes or not', (size) => {
    const blocks = new EventBlocks();
    const bytes = Buffer.from(text);
    const taken = [];
    for (let at = 0; at < bytes.length; at += size) taken.push(...blocks.take(bytes.subarray(at, at + size)));
    expect(taken).toEqual(events);
  });

  it('that never ends an event is given up', () => {
    const blocks = new EventBlocks();
    const endless = (): void => {
      for (let i = 0; i < 300; i += 1) blocks.take(Buffer.alloc(1_024, 'x'));
    };
    expect(endless).toThrow(RangeError);
  });
});
