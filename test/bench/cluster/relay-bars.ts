import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { EventPublisher, LastEvent } from '#event-log';
import { eventually } from '#platform/testing';
import { type Bar, median, must, quantile } from '../result.js';
import { Commands } from './commands.js';
import type { ContenderTask } from './contenders/contender.js';
import { paced } from './load.js';

const COMMANDS_PER_SECOND = 200;

/** From a commit to the relay having read its events, at 200 commands a second; and what a relay asks when nothing happens. */
export async function relayBars(brokers: readonly string[], mysql: ContenderTask['mysql'], quick: boolean): Promise<Bar[]> {
  const { database: _, ...server } = mysql;
  const status = await createConnection(server);
  const watched: PickUps[] = [];
  const commands = await Commands.open(brokers, { ...server, database: 'bench_relay' }, (inner) => {
    const pickUps = new PickUps(inner);
    watched.push(pickUps);
    return pickUps;
  });
  const [pickUps] = watched;
  if (pickUps === undefined) throw new Error('nobody asked for a publisher');
  commands.onCommit((head) => pickUps.committed(head));
  await paced(COMMANDS_PER_SECOND, 2, () => commands.give());
  pickUps.times.length = 0;
  const seconds = quick ? 5 : 20;
  await paced(COMMANDS_PER_SECOND, seconds, () => commands.give());
  await pickUps.reached(commands.given);
  const idle = await queriesPerSecond(() => questions(status), quick ? 5 : 20);
  await commands.close();
  await status.end();
  must(pickUps.times.length >= seconds * COMMANDS_PER_SECOND, `the relay has picked up ${pickUps.times.length} commits only`);
  return [
    { id: 'relay-pickup-p99', value: quantile(pickUps.times, 0.99), goal: 5, unit: 'ms', atLeast: false, runs: [median(pickUps.times)] },
    { id: 'relay-idle', value: idle, goal: 2, unit: 'queries/s', atLeast: false, runs: [] },
  ];
}

/** A publisher that notes when it is given what was committed when. */
class PickUps implements EventPublisher {
  readonly times: number[] = [];
  readonly longestPublishMs: number;
  private readonly commits: { readonly at: number; readonly head: number }[] = [];
  private published = 0;

  constructor(private readonly inner: EventPublisher) {
    this.longestPublishMs = inner.longestPublishMs;
  }

  committed(head: number): void {
    this.commits.push({ at: performance.now(), head });
  }

  async publish(...[log, events]: Parameters<EventPublisher['publish']>): Promise<void> {
    const now = performance.now();
    const last = events.at(-1)?.position ?? 0;
    for (let first = this.commits[0]; first !== undefined && first.head <= last; first = this.commits[0]) {
      const before = this.published;
      for (let position = before; position < first.head; position += 1) this.times.push(now - first.at);
      this.published = first.head;
      this.commits.shift();
    }
    await this.inner.publish(log, events);
  }

  lastEvents(log: Parameters<EventPublisher['lastEvents']>[0]): Promise<readonly LastEvent[]> {
    return this.inner.lastEvents(log);
  }

  async reached(position: number): Promise<void> {
    await eventually(
      () => `the relay stands at ${this.published} instead of ${position}`,
      () => this.published >= position,
      10_000,
    );
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

async function questions(status: Awaited<ReturnType<typeof createConnection>>): Promise<number> {
  const [rows] = await status.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Questions'");
  return Number(rows[0]?.['Value']);
}

/** @param count itself one query */
async function queriesPerSecond(count: () => Promise<number>, seconds: number): Promise<number> {
  await new Promise((resume) => setTimeout(resume, 2_000));
  const before = await count();
  await new Promise((resume) => setTimeout(resume, seconds * 1_000));
  return ((await count()) - before - 1) / seconds;
}
