import kafkajs, { type Admin } from 'kafkajs';
import type { LogName } from '#contracts';
import { Rest } from '../loop/rest.js';
import { mayPass } from './kafka-logger.js';
import type { Stranger } from './last-read.js';
import { kafkaOf, topicOf, type KafkaOptions } from './kafka-connection.js';

/** How long new topics may take until they can be written to. */
const LONGEST_CREATION_MS = 30_000;
const BETWEEN_LOOKS_MS = 100;

/** Something about a topic that no retry mends; the message says where, what and what to do. */
export class TopicError extends Error {
  constructor(
    readonly code: 'TOPIC.MISSING' | 'TOPIC.DIFFERS' | 'TOPIC.RESET',
    message: string,
  ) {
    super(`${code} ${message}`);
    this.name = 'TopicError';
  }

  static differs(differences: readonly TopicDifference[]): TopicError {
    const lines = differences.map(
      ({ topic, what, wanted, found }) => `  ${topic}: ${what} 应为 ${wanted}，实为 ${found} / should be ${wanted}, is ${found}`,
    );
    return new TopicError(
      'TOPIC.DIFFERS',
      '主题与配置不符，程序不会在此之上记账。请改正配置；分区数不能原地更改，见 docs/runbook.md。' +
        ' / Topics differ from the configuration, so nothing is read or written. Correct the configuration; the number of partitions' +
        ` cannot be changed in place, see docs/runbook.md.\n${lines.join('\n')}`,
    );
  }

  static reset(topic: string, partition: number, offset: number, found: { low: number; high: number } | undefined): TopicError {
    const range = found === undefined ? '–' : `${found.low}–${found.high}`;
    return new TopicError(
      'TOPIC.RESET',
      `${topic}: 分区 ${partition} 应从位移 ${offset} 读起，但现有范围是 ${range}：主题被删除重建或被清理过。请从备份恢复主题，或重建全部投影。` +
        ` / Partition ${partition} is to be read from offset ${offset}, but it holds ${range}: the topic was deleted, made anew or trimmed.` +
        ' Restore the topic, or rebuild every projection.',
    );
  }

  static madeAnew(topic: string, partition: number, { offset, found, read }: Stranger): TopicError {
    return new TopicError(
      'TOPIC.RESET',
      `${topic}: 分区 ${partition} 位移 ${offset} 处应是已入账的事件（至第 ${read} 个），但现在是第 ${found} 个：主题被删除重建过，之前的事件会漏计。` +
        `请从备份恢复主题，或重建全部投影。 / At offset ${offset} of partition ${partition} an event up to ${read} was read, but ${found} lies there:` +
        ' the topic was made anew, and what lies before would be left out. Restore the topic, or rebuild every projection.',
    );
  }
}

/** One property of a topic that is not as it should be. */
export interface TopicDifference {
  readonly topic: string;
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
}

/** What every topic of the ledger is set to: kept for ever, never compacted. */
function configOf(options: KafkaOptions): Record<string, string> {
  return {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'min.insync.replicas': String(options.minInsyncReplicas),
  };
}

/** Creates the topics of these logs where they are missing. @returns the names that were created */
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

/** Compares the topics with the configuration. @throws TopicError naming every difference at once */
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
  const admin = kafkaOf(options).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
