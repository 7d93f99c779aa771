import type { Logger } from 'pino';
import { LOG_NAMES } from '#contracts';
import { checkTopics, createTopics } from '#event-log';
import type { TopicsConfiguration } from '#platform';
import { kafkaOptions } from './kafka-options.js';

/**
 * Creates the topics that are missing, one per log, as configured.
 * @returns the names of those that were made
 * @throws TopicError where one is there and differs
 */
export async function createLogTopics({ kafka }: TopicsConfiguration, logger: Logger): Promise<string[]> {
  const options = kafkaOptions(kafka, 'topics', logger);
  const made = await createTopics(options, LOG_NAMES);
  await checkTopics(options, LOG_NAMES);
  return made;
}
