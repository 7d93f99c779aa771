import type { LogName } from '#contracts';
import { eventually } from '#platform/testing';
import type { StoredEvent } from '../store/stored-event.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset } from '../transport/event-subscriber.js';
import type { PartitionRef } from '../transport/wire-event.js';

/** One transport with empty topics of its own. */
export interface TransportUnderTest {
  publisher(): EventPublisher;
  /** A new member of a group over these logs. */
  subscriber(group: string, logs: readonly LogName[], report: (error: unknown) => void): EventSubscriber;
}

const LIMIT_MS = 60_000;

/** An event as the table holds it. */
function stored(position: number, streamId: string): StoredEvent {
  return {
    position,
    stream_id: streamId,
    stream_version: position,
    type: 'UnitRenamed',
    schema_version: 1,
    occurred_on: '2020-01-01',
    recorded_at: '2020-01-01T00:00:00.000Z',
    data: '{"name":"𠮷\\"乙"}',
    meta: '{"actor":{"account":"a","roles":[],"unitId":null},"commandId":"c","correlationId":"k","source":"api"}',
    previous_hash: '0'.repeat(64),
    hash: 'f'.repeat(64),
  };
}

/** Events of these positions, dealt out to `streams` streams. */
export function series(from: number, to: number, streams = 9): StoredEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => stored(from + index, `单位-${(from + index) % streams}`));
}

/** The positions 1 to `count`. */
export function all(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Remembers all it is given; begins where told, else at the beginning. */
export class Recorder implements DeliveryHandler {
  readonly seen: { partition: number; offset: number; position: number; key: string | null }[] = [];
  readonly assignments: (readonly PartitionRef[])[] = [];
  readonly bodies = new Map<number, string>();
  begin: (at: PartitionRef) => number = () => 0;
  /** Called before a delivery is recorded. */
  hold: (delivery: Delivery) => Promise<void> = () => Promise.resolve();

  assigned(partitions: readonly PartitionRef[]): Promise<readonly PartitionOffset[]> {
    this.assignments.push(partitions);
    return Promise.resolve(partitions.map(({ log, partition }) => ({ log, partition, offset: this.begin({ log, partition }) })));
  }

  async deliver(delivery: Delivery): Promise<void> {
    await this.hold(delivery);
    for (const { offset, key, headers, value } of delivery.messages) {
      const position = Number(headers['position']);
      this.seen.push({ partition: delivery.partition, offset, position, key });
      this.bodies.set(position, value?.toString() ?? '');
    }
  }

  /** Each position once, ascending, however often it came. */
  get positions(): number[] {
    return [...new Set(this.seen.map(({ position }) => position))].sort((left, right) => left - right);
  }

  /** How many partitions it was last given. */
  get share(): number {
    return this.assignments.at(-1)?.length ?? 0;
  }
}

/** Waits as long as a group may take to find together. */
export function soon(what: string, condition: () => boolean): Promise<void> {
  return eventually(what, condition, LIMIT_MS);
}

/** Holds that each partition came in the order of positions. */
export function expectInOrder(recorder: Recorder): void {
  const last = new Map<number, number>();
  for (const { partition, offset, position } of recorder.seen) {
    expect(position).toBeGreaterThan(last.get(partition) ?? 0);
    last.set(partition, position);
    expect(offset).toBeGreaterThanOrEqual(0);
  }
}

/** What a rule works with on its own topics. */
export interface TransportTools {
  readonly publisher: EventPublisher;
  /** A new member, which begins to read. */
  readonly join: (recorder: Recorder, group?: string) => EventSubscriber;
  /** All that members have reported. */
  readonly faults: readonly unknown[];
}

/** Works on a transport and closes whatever was opened. */
export async function within(transport: TransportUnderTest, work: (tools: TransportTools) => Promise<void>): Promise<void> {
  const publisher = transport.publisher();
  const members: EventSubscriber[] = [];
  const faults: unknown[] = [];
  const join = (recorder: Recorder, group = 'suite'): EventSubscriber => {
    const member = transport.subscriber(group, ['directory'], (error) => faults.push(error));
    members.push(member);
    member.start(recorder, (error) => faults.push(error));
    return member;
  };
  try {
    await work({ publisher, join, faults });
  } finally {
    for (const member of members) await member.close();
    await publisher.close();
  }
}
