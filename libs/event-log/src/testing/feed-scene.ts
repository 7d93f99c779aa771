import type { Instant, LogName } from '#contracts';
import { eventually } from '#platform/testing';
import type { Database } from '#persistence';
import type { Cursor } from '../feed/partition-checkpoint.js';
import { ProjectionFeed } from '../feed/projection-feed.js';
import { TopicReplay, type TopicReplayOptions } from '../feed/topic-replay.js';
import type { SetAside } from '../projection/parked-decisions.js';
import type { Projection } from '../projection/projection.js';
import { rebuild } from '../projection/rebuild.js';
import type { RebuildOptions, RebuildResult } from '../projection/rebuild-options.js';
import { ProjectionRunner } from '../projection/runner.js';
import type { StoredEvent } from '../store/stored-event.js';
import type { EventSubscriber } from '../transport/event-subscriber.js';
import { encodeEvent, type PartitionRef, type PlacedMessage, type WireMessage } from '../transport/wire-event.js';
import { MemoryTopics } from './memory-topics.js';
import { NamesOracle, namesProjection, type NamesRow } from './names-projection.js';

export const PARTITIONS = 3;
const LIMIT_MS = 30_000;
const now = (): Instant => '2020-01-01T00:00:00.000Z';

/** An event as the table of its log holds it. */
export function stored(position: number, stream: string, name: string, changed: Partial<StoredEvent> = {}): StoredEvent {
  return {
    position,
    stream_id: stream,
    stream_version: 1,
    type: 'UnitRenamed',
    schema_version: 1,
    occurred_on: '2020-01-01',
    recorded_at: now(),
    data: JSON.stringify({ name }),
    meta: '{"actor":{"account":"a","roles":[],"unitId":null},"commandId":"c","correlationId":"k","source":"api"}',
    previous_hash: '0'.repeat(64),
    hash: 'f'.repeat(64),
    ...changed,
  };
}

/** A message and where it lies. */
export interface LyingMessage {
  readonly at: PartitionRef;
  readonly message: WireMessage;
  readonly offset: number;
}

function renumber(messages: PlacedMessage[]): void {
  for (const [offset, message] of messages.entries()) messages[offset] = { ...message, offset };
}

/** Topics in memory, the events that were put there, and what the rows must be. */
export class Scene {
  readonly topics = new MemoryTopics(PARTITIONS);
  readonly oracle = new NamesOracle();
  readonly faults: unknown[] = [];
  private readonly sent: WireMessage[] = [];
  private replays = 0;
  private readonly feeds: { stop(): Promise<void> }[] = [];

  constructor(readonly database: Database) {}

  get position(): number {
    return this.sent.length;
  }

  name(stream: string, name: string, changed: Partial<StoredEvent> = {}): void {
    this.send(stream, encodeEvent('directory', stored(this.position + 1, stream, name, changed)));
    this.oracle.accept(stream, name);
  }

  names(count: number, streams = 7): void {
    for (let index = 1; index <= count; index += 1) this.name(`unit-${index % streams}`, `名${index}`);
  }

  /** Takes the next position in the log, whatever it holds. */
  send(stream: string, message: WireMessage): void {
    this.sent.push(message);
    this.topics.put(this.topics.partitionOf('directory', stream), message);
  }

  /** What a relay that died between publishing and remembering does. */
  again(from: number, to: number): void {
    for (const message of this.sent.slice(from - 1, to)) this.topics.put(this.topics.partitionOf('directory', message.key ?? ''), message);
  }

  /** Takes the event at a position out of its topic, as if it had never come; what lay behind it moves up. */
  lose(position: number): LyingMessage {
    const message = this.sent[position - 1];
    if (message === undefined) throw new Error(`nothing was sent at position ${position}`);
    const at = this.topics.partitionOf('directory', message.key ?? '');
    const messages = this.topics.messages(at);
    const offset = messages.findIndex(({ headers }) => headers['position'] === String(position));
    messages.splice(offset, 1);
    renumber(messages);
    return { at, message, offset };
  }

  /** Puts an event where it lay, or at another offset. */
  putBack({ at, message, offset }: LyingMessage): void {
    const messages = this.topics.messages(at);
    this.topics.put(at, message);
    const last = messages.pop();
    if (last !== undefined) messages.splice(offset, 0, last);
    renumber(messages);
  }

  /** The topic from its beginning, to somebody who waits for no event. */
  impatientReplay(logs: readonly LogName[], setAside: SetAside = new Map()): TopicReplay {
    return this.replay(logs, undefined, { holePatienceMs: 50, setAside });
  }

  /** A feed in a loop of its own, on the scene's database or one that misbehaves. */
  async feed(projection: Projection = namesProjection(), database = this.database): Promise<RunningFeed> {
    await new ProjectionRunner({ ...projection, logs: [] }, new Map(), database, now).prepare();
    const subscriber = this.topics.subscriber('suite', ['directory'], (error) => this.faults.push(error));
    const feed = new RunningFeed(new ProjectionFeed({ projection, database, subscriber, partitions: PARTITIONS, now }), this.faults);
    await feed.start();
    this.feeds.push(feed);
    return feed;
  }

  /** The topic from its beginning, as a rebuild is given it. */
  replay(
    logs: readonly LogName[] = ['directory'],
    until?: readonly Cursor[],
    patience: Pick<TopicReplayOptions, 'holePatienceMs' | 'setAside'> = {},
  ): TopicReplay {
    this.replays += 1;
    const subscriber = this.topics.subscriber(`rebuild-${this.replays}`, logs, (error) => this.faults.push(error));
    return new TopicReplay({ logs, partitions: PARTITIONS, subscriber, ...patience, ...(until === undefined ? {} : { until }) });
  }

  /** A topic that is known to hold messages and does not send them. */
  silentReplay(logs: readonly LogName[]): TopicReplay {
    this.replays += 1;
    const subscriber = this.topics.subscriber(`rebuild-${this.replays}`, logs, (error) => this.faults.push(error));
    const silent: EventSubscriber = {
      idleMs: 0,
      start: (handler, ended) => subscriber.start({ assigned: (at) => handler.assigned(at), deliver: () => Promise.resolve() }, ended),
      rewind: () => subscriber.rewind(),
      hint: (offsets) => subscriber.hint(offsets),
      remaining: (offsets) => subscriber.remaining(offsets),
      close: () => subscriber.close(),
    };
    return new TopicReplay({ logs, partitions: PARTITIONS, subscriber: silent, patienceMs: 50 });
  }

  /** Rebuilds from the topic, on the scene's database or one that dies. */
  rebuild(projection = namesProjection(), database = this.database, options: Partial<RebuildOptions> = {}): Promise<RebuildResult> {
    return rebuild([projection], new Map(), database, {
      now,
      topics: (logs, setAside) => this.replay(logs, undefined, { setAside }),
      ...options,
    });
  }

  async rows(): Promise<NamesRow[]> {
    return this.database.read.all('SELECT stream, last, times, letters FROM names ORDER BY stream');
  }

  async end(): Promise<void> {
    for (const feed of this.feeds) await feed.stop();
  }
}

/** A feed in a loop of the test's own. */
export class RunningFeed {
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    readonly feed: ProjectionFeed,
    private readonly faults: unknown[],
  ) {}

  async start(): Promise<void> {
    await this.feed.prepare();
    this.feed.start(
      () => undefined,
      (error) => this.faults.push(error),
    );
    this.running = this.run();
  }

  /** Waits until everything up to a position is folded. */
  async reach(position: number): Promise<void> {
    await this.until(`position ${position}`, () => (this.feed.state.positions.get('directory') ?? 0) >= position);
  }

  /** How many messages are published and not folded, over all partitions. */
  async remaining(): Promise<number> {
    return (await this.feed.progress.partitionLags()).reduce((sum, { behindBy }) => sum + behindBy, 0);
  }

  async until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    const saying = (): string => `${what}; ${this.faults.map(String).join('; ')}`;
    const refreshed = async (): Promise<boolean> => {
      await this.feed.refresh();
      return condition();
    };
    await eventually(saying, refreshed, LIMIT_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.feed.stop();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (!(await this.feed.runOnce())) await new Promise((resume) => setImmediate(resume));
      } catch (error) {
        this.faults.push(error);
        await this.feed.recover();
      }
    }
  }
}

/** Runs a proof on a scene and stops its feeds. */
export async function onScene(database: Database, work: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = new Scene(database);
  try {
    await work(scene);
  } finally {
    await scene.end();
  }
}
