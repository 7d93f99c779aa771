import { type PartitionRef, type Projection, ProjectionFeed } from '#event-log';
import type { Database } from '#persistence';
import type { MemoryTopics } from '../../../libs/event-log/src/testing/memory-topics.js';
import type { Chance } from './chance.js';
import type { HandClocks } from './hand-clocks.js';
import { Member } from './member.js';
import { VOICE_LOGS } from './voices.js';

interface Reader {
  readonly member: Member;
  readonly feed: ProjectionFeed;
}

const MOST_READERS = 4;
/** Deliveries that are lost on the way, in a hundred. */
const LOSS_PERCENT = 5;
/** A tenth of the longest pause that a feed makes. */
const A_WHILE_MS = 100;

/** The readers of one projection: they join, leave, die, are shared out anew and are forgotten by those who share. */
export class Group {
  private readers: Reader[] = [];
  private zombies: Reader[] = [];

  constructor(
    readonly projection: Projection,
    private readonly topics: MemoryTopics,
    private readonly database: Database,
    private readonly chance: Chance,
    private readonly clocks: HandClocks,
  ) {}

  async join(): Promise<void> {
    const { projection, database, topics } = this;
    const { now } = this.clocks;
    const member = new Member(topics, this.chance);
    const feed = new ProjectionFeed({ projection, database, subscriber: member, partitions: topics.partitions, now });
    await feed.prepare();
    feed.start(
      () => undefined,
      (error) => {
        throw error;
      },
    );
    this.readers.push({ member, feed });
    this.share();
  }

  /** Anything a rebalance may be: one more, one that is killed, one that nobody tells that it is out. */
  async rebalance(): Promise<void> {
    if (this.readers.length < 2 || (this.readers.length < MOST_READERS && this.chance.percent(40))) return this.join();
    const [gone] = this.readers.splice(this.chance.upTo(this.readers.length - 1), 1);
    if (gone !== undefined && this.chance.percent(60)) this.zombies.push(gone);
    if (this.zombies.length > 2) this.zombies.shift();
    this.share();
  }

  /** One of the readers, living or forgotten, is told, reads or writes. */
  async step(): Promise<void> {
    const reader = this.chance.pick([...this.readers, ...this.zombies]);
    await reader.member.position();
    if (this.chance.percent(55)) await reader.member.deliver(LOSS_PERCENT);
    else await turn(reader);
  }

  /** Lets the living read to the end. @throws where they do not come there */
  async rest(): Promise<void> {
    this.zombies = [];
    this.share();
    for (let left = 10_000; ; left -= 1) {
      if (left === 0) throw new Error(`${this.projection.name} does not come to rest`);
      let more = false;
      // Cursors behind which no row was written are moved when some time has passed.
      this.clocks.pass(A_WHILE_MS);
      for (const reader of this.readers) {
        await reader.member.position();
        more = (await reader.member.deliver(0)) || more;
        more = (await turn(reader)) || more;
      }
      if (!more && (await this.isAtEnd())) return;
    }
  }

  private async isAtEnd(): Promise<boolean> {
    for (const { feed } of this.readers) await feed.refresh();
    const lags = await this.readers[0]?.feed.progress.partitionLags();
    return lags?.every(({ behindBy }) => behindBy === 0) === true;
  }

  private share(): void {
    this.readers.forEach(({ member }, index) => member.assign(this.partsOf(index)));
  }

  private partsOf(index: number): PartitionRef[] {
    const { length } = this.readers;
    const numbers = Array.from({ length: this.topics.partitions }, (_, partition) => partition);
    return VOICE_LOGS.flatMap((log) =>
      numbers.filter((partition) => (partition + log.length) % length === index).map((partition) => ({ log, partition })),
    );
  }
}

async function turn({ feed }: Reader): Promise<boolean> {
  try {
    return await feed.runOnce();
  } catch {
    // As the loop around it does: what is stored decides where to go on.
    await feed.recover();
    return true;
  }
}
