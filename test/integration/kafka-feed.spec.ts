import { NamesOracle, namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { ledgerMetrics } from '../../libs/event-log/src/ledger-metrics.js';
import { eventually } from '../support/eventually.js';
import { name, namesRows, SERVICE_STEPS, type TopicsLedger } from '../support/topics-ledger.js';
import { topicsOfEachTest } from '../support/topics-of-each-test.js';

describe('from a commit to rows in another process, through Kafka', () => {
  let topics: TopicsLedger;
  topicsOfEachTest((made) => (topics = made));

  test('what a service accepted becomes rows of a projection in another database, each event once', async () => {
    const [own, other] = [await topics.sqlite('service', SERVICE_STEPS), await topics.sqlite('reader')];
    topics.atEnd(() => own.close());
    topics.atEnd(() => other.close());
    const service = await topics.service(own);
    const reader = await topics.reader(other, namesProjection());
    const oracle = new NamesOracle();
    let last = 0;
    for (let index = 0; index < 200; index += 1) {
      const [stream, text] = [`unit-${index % 17}`, `名${'长'.repeat(index % 5)}${index}`];
      last = await name(service, `c-${index}`, stream, text);
      oracle.accept(stream, text);
    }
    expect(await reader.host.waitFor(['names'], [{ log: 'directory', position: last }], 30_000)).toBe(0);
    expect(await namesRows(other)).toEqual(oracle.sorted());
    expect(reader.host.states()).toMatchObject([{ projection: 'names', parked: 0, positions: new Map([['directory', 200]]) }]);
    expect(topics.faults).toEqual([]);
    const told = await ledgerMetrics(reader).metrics();
    for (let partition = 0; partition < topics.kafka.partitions; partition += 1) {
      const labels = `{projection="names",log="directory",partition="${partition}"}`;
      expect(told).toContain(`bangfu_feed_behind${labels} 0`);
      expect(told).toContain(`bangfu_feed_offset_age_seconds${labels} 0`);
    }
  });

  test('a partition whose rows stand still is told by how many messages it is behind, and for how long', async () => {
    const own = await topics.sqlite('service', SERVICE_STEPS);
    topics.atEnd(() => own.close());
    const service = await topics.service(own);
    const other = await topics.sqlite('reader');
    topics.atEnd(() => other.close());
    // Another release has the rows: this one may not write them, and what is published waits.
    const reader = await topics.reader(other, namesProjection());
    await other.transaction('rebuildable', (session) => session.run('UPDATE projection_state SET generation = 2, version = 2'));
    for (let index = 0; index < 20; index += 1) await name(service, `c-${index}`, 'unit-1', `${index}`);
    await eventually('all is published', () => (service.relays[0]?.state.position ?? 0) === 20);
    const told = await ledgerMetrics(reader).metrics();
    expect(told).toMatch(/^bangfu_feed_behind\{projection="names",log="directory",partition="\d"\} 20$/m);
    const ages = [...told.matchAll(/^bangfu_feed_offset_age_seconds\{.*\} (\S+)$/gm)].map(([, age]) => Number(age));
    expect(ages).toHaveLength(topics.kafka.partitions);
    expect(ages.filter((age) => age > 0)).toHaveLength(1);
  });
});
