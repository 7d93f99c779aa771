import { createTopics, encodeEvent } from '#event-log';
import { stored } from '../../libs/event-log/src/testing/feed-scene.js';
import { namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { eventually } from '../support/eventually.js';
import { name, namesGiven, namesRows, type TopicsLedger } from '../support/topics-ledger.js';
import { topicsOfEachTest } from '../support/topics-of-each-test.js';

describe('a topic that somebody changes under its readers', () => {
  let topics: TopicsLedger;
  topicsOfEachTest((made) => (topics = made), { partitions: 6 });

  test('a topic that is given more partitions ends its readers loudly and is not written to', async () => {
    const { stop, service } = await topics.flowing();
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    await topics.reader(rows, namesProjection());
    await eventually('events are folded', async () => namesGiven(await namesRows(rows)) > 10, 60_000);
    await topics.asOperator((admin) => admin.createPartitions({ topicPartitions: [{ topic: topics.topic, count: 7 }] }));
    await eventually('the reader has ended', () => topics.ends.length > 0, 60_000);
    await stop();
    expect(topics.ends[0]?.message).toMatch(/TOPIC\.DIFFERS[^]*partitions 应为 6/);
    let more = 0;
    await eventually(
      'the relay refuses',
      async () => {
        await name(service, `more-${(more += 1)}`, 'unit-x', '名');
        return topics.faults.some((fault) => fault.includes('TOPIC.DIFFERS'));
      },
      60_000,
    );
  });

  test('a topic that is deleted ends its readers loudly; made anew, it is refused where the rows stand behind its end', async () => {
    const { stop } = await topics.flowing();
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const reader = await topics.reader(rows, namesProjection());
    await eventually('events are folded', async () => namesGiven(await namesRows(rows)) > 50, 60_000);
    await stop();
    await topics.asOperator((admin) => admin.deleteTopics({ topics: [topics.topic] }));
    await eventually('the reader has ended', () => topics.ends.length > 0, 90_000);
    expect(topics.ends[0]?.message).toMatch(/^TOPIC\.(MISSING|RESET)/);
    await reader.stop();
    await createTopics(topics.kafka, ['directory']);
    topics.ends.length = 0;
    await topics.reader(rows, namesProjection());
    await eventually('the reader has ended', () => topics.ends.length > 0, 60_000);
    expect(topics.ends[0]?.message).toMatch(/^TOPIC\.RESET/);
  });

  test('a topic that was made anew and is longer by now than where the rows stand is refused: what lies before would be left out', async () => {
    const { service, oracle, stop } = await topics.flowing();
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const reader = await topics.reader(rows, namesProjection());
    await eventually('events are folded', async () => namesGiven(await namesRows(rows)) > 50, 60_000);
    await stop();
    await reader.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], 60_000);
    for (const process of [reader, service]) await process.stop();
    const before = await namesRows(rows);
    await topics.asOperator((admin) => admin.deleteTopics({ topics: [topics.topic] }));
    await eventually('the topic is made anew', async () => (await createTopics(topics.kafka, ['directory'])).length === 1, 60_000);
    await publishBehind(oracle.events);
    await topics.reader(rows, namesProjection());
    await eventually('the reader has ended', () => topics.ends.length > 0, 60_000);
    expect(topics.ends[0]?.message).toMatch(/^TOPIC\.RESET [^]*主题被删除重建过[^]* \/ [^]*was made anew/);
    expect(await namesRows(rows)).toEqual(before);
  });

  /** Fills every partition with later events, as a relay does whose position stands behind the earlier ones. */
  async function publishBehind(position: number): Promise<void> {
    const producer = topics.stranger.producer();
    await producer.connect();
    const messages = Array.from({ length: topics.kafka.partitions * (position + 10) }, (_, index) => ({
      ...encodeEvent('directory', stored(position + 1 + index, `unit-${index % topics.kafka.partitions}`, '后')),
      partition: index % topics.kafka.partitions,
    }));
    await producer.send({ topic: topics.topic, messages });
    await producer.disconnect();
  }
});
