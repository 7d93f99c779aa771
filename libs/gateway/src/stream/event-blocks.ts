/** One server-sent event as it came, ready to be sent on. */
export interface StreamEvent {
  readonly event: string;
  readonly id?: string;
  /** With the empty line that ends it. */
  readonly block: string;
}

/** More than this without an end is no event of ours. */
const MOST_PENDING_CHARACTERS = 262_144;

/** Cuts a stream of server-sent events into events; comments (heartbeats) are dropped. Lines end in `\n`, as ours do. */
export class EventBlocks {
  private readonly decoder = new TextDecoder();
  private pending = '';

  /** @returns the events that `chunk` completes @throws RangeError for an event without end */
  take(chunk: Buffer): StreamEvent[] {
    this.pending += this.decoder.decode(chunk, { stream: true });
    const blocks = this.pending.split('\n\n');
    this.pending = blocks.pop() ?? '';
    if (this.pending.length > MOST_PENDING_CHARACTERS) throw new RangeError('an event without end');
    return blocks.map(eventOf).filter((event) => event !== undefined);
  }
}

function eventOf(text: string): StreamEvent | undefined {
  const lines = text.split('\n').filter((line) => !line.startsWith(':'));
  if (lines.length === 0) return undefined;
  const field = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trimStart();
  const id = field('id');
  return { event: field('event') ?? 'message', ...(id === undefined ? {} : { id }), block: `${lines.join('\n')}\n\n` };
}
