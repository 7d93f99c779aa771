import type { Logger } from 'pino';
import { BEAT_EVENT } from '#event-log';
import { GATEWAY_CALLER } from '../aggregate/service-client.js';
import { Departure } from '../forward/departure.js';
import type { ServiceDoor } from '../forward/service-door.js';
import { EventBlocks, type StreamEvent } from './event-blocks.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** Three heartbeats of the service: after that its connection is dead without having said so. */
const LONGEST_SILENCE_MS = 45_000;

/** No id of an event: the service answers it with where the figures stand. */
const NOTHING_SEEN = 'none';

/** The gateway's one subscription to the stream of `impact`: whenever it breaks it is taken up where it was. */
export class ImpactStream {
  private lastId = NOTHING_SEEN;
  private pauseMs = FIRST_PAUSE_MS;
  private readonly ending = new Departure();
  private running: Promise<void> | undefined;

  /** @param deliver told of every event, once, in order */
  constructor(
    private readonly door: ServiceDoor,
    private readonly deliver: (event: StreamEvent) => void,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.ending.go();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.ended()) {
      try {
        await this.listen();
      } catch (error) {
        if (!this.ended()) this.logger.warn({ err: error, pauseMs: this.pauseMs }, 'the stream of impact broke');
      }
      await this.rest();
    }
  }

  private ended(): boolean {
    return this.ending.hasGone;
  }

  /** Longer after each failure in a row; cut short when it is stopped. */
  private rest(): Promise<void> {
    const ms = this.pauseMs;
    this.pauseMs = Math.min(2 * ms, LONGEST_PAUSE_MS);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        stop();
        resolve();
      }, ms);
      const stop = this.ending.listen(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Listens until the stream ends. */
  private async listen(): Promise<void> {
    const headers = { accept: 'text/event-stream', 'last-event-id': this.lastId };
    const call = { caller: GATEWAY_CALLER, method: 'GET', path: '/api/stream', headers };
    const answer = await this.door.call(call, this.ending);
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new Error(`impact answers its stream with ${answer.statusCode ?? 0}`);
    }
    const silence = setTimeout(() => answer.destroy(new Error('silent')), LONGEST_SILENCE_MS);
    try {
      const blocks = new EventBlocks();
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        silence.refresh();
        this.pauseMs = FIRST_PAUSE_MS;
        for (const event of blocks.take(chunk)) this.handOn(event);
      }
    } finally {
      clearTimeout(silence);
    }
  }

  /** That the service's line lives is not said again: each client has beats of its own. */
  private handOn(event: StreamEvent): void {
    if (event.event === BEAT_EVENT) return;
    this.lastId = event.id ?? this.lastId;
    this.deliver(event);
  }
}
