import type { Readable, Writable } from 'node:stream';

/**
 * A request body on its way to a service. It is read only as fast as it is taken. What has passed is kept up to a bound,
 * so that a second attempt can send it again; a longer body can be sent again only while none of it has been taken.
 */
export class SentBody {
  private readonly kept: Buffer[] = [];
  private keptBytes = 0;
  /** How many chunks have been let go because they were more than may be kept. */
  private forgotten = 0;
  private ended = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;

  /** @param source paused; nothing of it has been read @param mostKeptBytes memory one body may hold */
  constructor(
    private readonly source: Readable,
    private readonly mostKeptBytes: number,
  ) {
    source.on('data', this.take).on('end', this.end).on('close', this.closed).pause();
  }

  /** Whether a new attempt can send all of it. */
  get replayable(): boolean {
    return this.forgotten === 0 && this.failure === undefined;
  }

  /**
   * Sends all of it and ends `target`. @param onProgress told before each wait, with who is waited for
   * @throws what broke the source; a broken target ends it quietly, since the target tells its own error
   */
  async sendTo(target: Writable, onProgress: (waitsFor: 'client' | 'service') => void): Promise<void> {
    for (let next = 0; ; next += 1) {
      onProgress('client');
      const chunk = await this.chunk(next);
      if (chunk === undefined) {
        target.end();
        return;
      }
      if (target.destroyed) return;
      onProgress('service');
      if (!target.write(chunk)) await drained(target);
    }
  }

  /** Lets the rest of the body run off unread, so that the client's connection can be used again. */
  discard(): void {
    this.source.off('data', this.take).off('end', this.end).off('close', this.closed);
    this.kept.length = 0;
    this.source.resume();
  }

  private async chunk(index: number): Promise<Buffer | undefined> {
    for (;;) {
      const chunk = this.kept[index - this.forgotten];
      if (chunk !== undefined) return chunk;
      if (this.failure !== undefined) throw this.failure;
      if (this.ended) return undefined;
      this.forget(index);
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      this.source.resume();
      await woken;
    }
  }

  /** Chunks before `index` have gone out: beyond the bound they are not kept for another attempt. */
  private forget(index: number): void {
    if (this.keptBytes <= this.mostKeptBytes && this.forgotten === 0) return;
    this.kept.splice(0, index - this.forgotten);
    this.forgotten = index;
  }

  private readonly take = (chunk: Buffer): void => {
    this.source.pause();
    this.kept.push(chunk);
    this.keptBytes += chunk.length;
    this.wake?.();
  };

  private readonly end = (): void => {
    this.ended = true;
    this.wake?.();
  };

  private readonly closed = (): void => {
    if (!this.ended) this.failure = new Error('the client broke off');
    this.wake?.();
  };
}

/** Until a stream takes more, or never will. */
function drained(target: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      target.off('drain', done).off('close', done);
      resolve();
    };
    target.on('drain', done).on('close', done);
    if (target.destroyed) done();
  });
}
