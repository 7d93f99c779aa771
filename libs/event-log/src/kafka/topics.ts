import kafkajs, { type Admin } from 'kafkajs';
import type { LogName } from '#contracts';
import { Rest } from '../loop/rest.js';
import { TopicError, type TopicDifference } from '../transport/topic-error.js';
import { TopicsUnreachableError } from '../transport/topics-unreachable.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { mayPass } from './kafka-logger.js';
import { kafkaOf, topicOf, type KafkaOptions } from './kafka-connection.js';

/** How long new topics may take until they can be written to. */
const LONGEST_CREATION_MS = 30_000;
const BETWEEN_LOOKS_MS = 100;

/** What every topic of the ledger is set to: kept for ever, never compacted. */
function configOf(options: KafkaOptions): Record<string, string> {
  return {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'min.insync.replicas': String(options.minInsyncReplicas),
  };
}

/**
 * Creates the topics of these logs where they are missing. @returns the names that were created
 * @throws TopicsUnreachableError
 */
export async function createTopics(options: KafkaOptions, logs: readonly LogName[]): Promise<string[]> {
  return withAdmin(options, async (admin) => {
    const there = new Set(await admin.listTopics());
    const missing = logs.map((log) => topicOf(options, log)).filter((topic) => !there.has(topic));
    if (missing.length === 0) return [];
    await admin.createTopics({
      // kafkajs gives up at the first broker that has not heard of the topic yet.
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: options.partitions,
        replicationFactor: options.replicationFactor,
        configEntries: Object.entries(configOf(options)).map(([name, value]) => ({ name, value })),
      })),
    });
    await untilThere(admin, missing);
    return missing;
  });
}

/** Waits until every partition of new topics has a leader. @throws the broker's last word after {@link LONGEST_CREATION_MS} */
async function untilThere(admin: Admin, names: string[]): Promise<void> {
  const end = performance.now() + LONGEST_CREATION_MS;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (!mayPass(error) || performance.now() > end) throw error;
    }
    if (performance.now() > end) throw new Error(`${names.join(', ')}: no leader within ${LONGEST_CREATION_MS} ms`);
    await new Rest().pause(BETWEEN_LOOKS_MS);
  }
}

/** Compares the topics with the configuration. @throws TopicError naming every difference at once, TopicsUnreachableError */
export async function checkTopics(options: KafkaOptions, logs: readonly LogName[]): Promise<void> {
  await withAdmin(options, async (admin) => {
    const there = new Set(await admin.listTopics());
    const topics = logs.map((log) => topicOf(options, log));
    const missing = topics.filter((topic) => !there.has(topic));
    if (missing.length > 0) throw missingError(missing);
    const differences: TopicDifference[] = [];
    for (const topic of topics) differences.push(...(await differencesOf(admin, options, topic)));
    if (differences.length > 0) throw TopicError.differs(differences);
  });
}

async function differencesOf(admin: Admin, options: KafkaOptions, topic: string): Promise<TopicDifference[]> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics[0]?.partitions ?? [];
  const compared: TopicDifference[] = [
    { topic, what: 'partitions', wanted: String(options.partitions), found: String(partitions.length) },
    { topic, what: 'replication factor', wanted: String(options.replicationFactor), found: String(partitions[0]?.replicas.length ?? 0) },
  ];
  const names = Object.keys(configOf(options));
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: names }],
  });
  const found = new Map((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]));
  for (const [what, wanted] of Object.entries(configOf(options))) compared.push({ topic, what, wanted, found: found.get(what) ?? '–' });
  return compared.filter(({ wanted, found: is }) => wanted !== is);
}

function missingError(topics: readonly string[]): TopicError {
  const names = topics.join(', ');
  return new TopicError(
    'TOPIC.MISSING',
    `${names}: 主题不存在。请先运行 npm run bangfu -- topics create。 / No such topic. Run npm run bangfu -- topics create first.`,
  );
}

async function withAdmin<Result>(options: KafkaOptions, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = await connected(options);
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** @throws TopicsUnreachableError where no broker answers or none lets this process in */
async function connected(options: KafkaOptions): Promise<Admin> {
  const admin = kafkaOf(options).admin();
  try {
    await admin.connect();
    return admin;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new TopicsUnreachableError(options.brokers, error);
  }
}

/** A topic that was given more partitions under a running group: streams would lie in two of them. @throws TopicError */
export function refuseMorePartitions(options: KafkaOptions, assigned: readonly PartitionRef[]): void {
  const wanted = options.partitions;
  for (const { log, partition } of assigned) {
    if (partition < wanted) continue;
    throw TopicError.differs([{ topic: topicOf(options, log), what: 'partitions', wanted: String(wanted), found: `> ${partition}` }]);
  }
}
