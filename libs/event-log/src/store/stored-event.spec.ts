import { createHash } from 'node:crypto';
import { canonicalJson } from '#contracts';
import { chainHash, GENESIS_HASH } from './stored-event.js';

const row = {
  position: 7,
  stream_id: 'unit-"一"',
  stream_version: 2,
  type: 'UnitRenamed',
  schema_version: 1,
  occurred_on: '2020-01-02',
  recorded_at: '2020-01-03T00:00:00.000Z',
  data: '{"name":"甲"}',
  meta: '{"source":"api"}',
  previous_hash: GENESIS_HASH,
};

/** The published rule, word for word: SHA-256 over a zero byte, the previous hash and the event's canonical JSON. */
function byTheRule({ data, meta, ...stored }: typeof row): string {
  const event = {
    id: `directory-${stored.position}`,
    log: 'directory',
    position: stored.position,
    type: stored.type,
    schemaVersion: stored.schema_version,
    streamId: stored.stream_id,
    streamVersion: stored.stream_version,
    occurredOn: stored.occurred_on,
    recordedAt: stored.recorded_at,
    data: JSON.parse(data) as unknown,
    meta: JSON.parse(meta) as unknown,
  };
  const bytes = Buffer.concat([Buffer.from([0]), Buffer.from(stored.previous_hash, 'hex'), Buffer.from(canonicalJson(event))]);
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the hash of an event', () => {
  test.each([
    ['the first event', row],
    ['an event longer than any before', { ...row, data: canonicalJson({ name: '长🥝'.repeat(20_000) }) }],
    ['a short event after a long one', row],
    ['an event behind a hash that was cut short', { ...row, previous_hash: 'abcd' }],
    ['an event behind a hash that was made longer', { ...row, previous_hash: 'ab'.repeat(40) }],
  ])('follows the published rule: %s', (_, event) => {
    expect(chainHash('directory', event)).toBe(byTheRule(event));
  });
});
