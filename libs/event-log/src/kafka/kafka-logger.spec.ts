import kafkajs, { type LogEntry } from 'kafkajs';
import { isNormal, kafkaLog, mayPass, type TransportLogger } from './kafka-logger.js';

function heard(level: kafkajs.logLevel, message: string, error?: string): string[] {
  const lines: string[] = [];
  const keep =
    (at: string) =>
    (_details: object, text: string): void =>
      void lines.push(`${at}: ${text}`);
  const logger: TransportLogger = { error: keep('error'), warn: keep('warn'), info: keep('info'), debug: keep('debug') };
  const entry: LogEntry = {
    namespace: 'Consumer',
    level,
    label: '',
    log: { timestamp: '', message, ...(error === undefined ? {} : { error }) },
  };
  kafkaLog(logger)(kafkajs.logLevel.INFO)(entry);
  return lines;
}

describe('what kafkajs logs', () => {
  test.each([
    ['The group coordinator is not available', undefined],
    ['Response Heartbeat(key: 12, version: 3)', 'The group is rebalancing, so a rejoin is needed'],
    ['Response JoinGroup(key: 11, version: 5)', "The coordinator is loading and hence can't process requests for this group"],
    ['Connection error: connect ECONNREFUSED 127.0.0.1:9092', undefined],
    [
      'Response Metadata(key: 3, version: 6)',
      'There is no leader for this topic-partition as we are in the middle of a leadership election',
    ],
  ])('is not an error where a healthy group meets it: %s', (message, error) => {
    expect(heard(kafkajs.logLevel.ERROR, message, error)).toEqual([`debug: ${message}`]);
  });

  test('stays an error where it is one', () => {
    expect(heard(kafkajs.logLevel.ERROR, 'Offset out of range, resetting to default offset')).toEqual([
      'error: Offset out of range, resetting to default offset',
    ]);
    expect(isNormal(new TypeError('undefined is not a function'))).toBe(false);
  });

  test('does not fill the log with its life: information and warnings are details', () => {
    expect(heard(kafkajs.logLevel.INFO, 'Consumer has joined the group')).toEqual(['debug: Consumer has joined the group']);
    expect(heard(kafkajs.logLevel.WARN, 'Limiting retries for the idempotent producer may invalidate EoS guarantees')).toHaveLength(1);
  });
});

describe('a fault that may pass', () => {
  /** As kafkajs makes them; its types leave out what its constructors take. */
  const givenUp = (name: string, cause?: Error): Error => Object.assign(new kafkajs.KafkaJSNonRetriableError(name), { name, cause });
  const fault = new TypeError('undefined is not a function');

  test.each([
    givenUp('KafkaJSGroupCoordinatorNotFound'),
    givenUp('KafkaJSNumberOfRetriesExceeded'),
    givenUp('KafkaJSLockTimeout'),
    new kafkajs.KafkaJSConnectionError('Closed connection'),
    givenUp('KafkaJSNonRetriableError', givenUp('KafkaJSGroupCoordinatorNotFound')),
  ])('is one that a broker mends which comes back: $name', (error) => {
    expect(mayPass(error)).toBe(true);
  });

  test.each([fault, givenUp('KafkaJSNonRetriableError', fault), givenUp('KafkaJSSASLAuthenticationError')])(
    'is no fault of a program and no refusal: $name',
    (error) => {
      expect(mayPass(error)).toBe(false);
    },
  );
});
