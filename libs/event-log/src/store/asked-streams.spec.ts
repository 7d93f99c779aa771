import { AskedStreams } from './asked-streams.js';
import type { StoredEvent } from './stored-event.js';

function row(streamId: string, version: number, data = `{"reason":"${streamId}"}`): StoredEvent {
  return {
    position: version,
    stream_id: streamId,
    stream_version: version,
    type: 'OrderVoided',
    schema_version: 1,
    occurred_on: '2026-11-26',
    recorded_at: '2026-11-26T00:00:00.000Z',
    data,
    meta: '{}',
    previous_hash: '',
    hash: '',
  };
}

/** A table of streams that tells which were read together. */
function table(rows: readonly StoredEvent[]) {
  const read: (readonly string[])[] = [];
  const storedStreams = (ids: readonly string[]): Promise<StoredEvent[]> => {
    read.push(ids);
    return Promise.resolve(rows.filter(({ stream_id: id }) => ids.includes(id)));
  };
  return { read, asked: new AskedStreams({ log: 'purchases', storedStreams }) };
}

describe('streams that many ask for at once', () => {
  it('are read in one statement, and everybody gets their own, in order', async () => {
    const { read, asked } = table([row('a', 1), row('b', 1), row('b', 2)]);
    const found = await Promise.all([asked.of('a'), asked.of('b'), asked.of('none'), asked.of('a')]);
    expect(found.map((events) => events.map(({ streamId, streamVersion }) => `${streamId} ${streamVersion}`))).toEqual([
      ['a 1'],
      ['b 1', 'b 2'],
      [],
      ['a 1'],
    ]);
    expect(read).toEqual([['a', 'b', 'none']]);
  });

  it('are read again for who asks while they are being read', async () => {
    const { read, asked } = table([row('a', 1)]);
    const early = asked.of('a');
    await Promise.resolve();
    await Promise.resolve();
    await Promise.all([early, asked.of('a')]);
    expect(read).toEqual([['a'], ['a']]);
  });

  it('fail for who asked for the one that cannot be read, and for nobody else', async () => {
    const { asked } = table([row('a', 1), row('b', 1, '{"torn')]);
    const found = await Promise.allSettled([asked.of('a'), asked.of('b')]);
    expect(found.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});
