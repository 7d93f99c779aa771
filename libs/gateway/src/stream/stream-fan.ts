import type { ServerResponse } from 'node:http';
import { type Caller, readsFigure } from '#contracts';
import { beating, CONNECTED, HEARTBEAT_MS, MOST_WAITING_BYTES, sayTo } from '#event-log';
import type { StreamEvent } from './event-blocks.js';

/** What a fan asks of its clients. */
export interface FanLimits {
  /** How often every client is told that the line lives (contract §5). */
  readonly heartbeatMs: number;
  /** What may wait for one client, in bytes; a client further behind is ended and comes back with `Last-Event-ID`. */
  readonly mostWaitingBytes: number;
}

/** The limits of a gateway at work; tests have shorter ones. */
export const FAN_LIMITS: FanLimits = { heartbeatMs: HEARTBEAT_MS, mostWaitingBytes: MOST_WAITING_BYTES };

/** Gives every event to every client, and to a returning one what it has missed. */
export class StreamFan {
  readonly counts = { sent: 0, slow: 0 };
  private readonly clients = new Map<ServerResponse, Caller>();
  private readonly stopBeating: () => void;
  /** Where the figures stand: each such event says everything that the ones before it said. */
  private latest: StreamEvent | undefined;

  constructor(private readonly limits: FanLimits = FAN_LIMITS) {
    this.stopBeating = beating((text) => this.sendAll(text), limits.heartbeatMs);
  }

  get size(): number {
    return this.clients.size;
  }

  /** Takes over an answer whose head has not gone out. @param caller whose figures it hears of @param lastEventId what a returning client saw last */
  add(client: ServerResponse, caller: Caller, lastEventId: string | undefined): void {
    client.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    client.on('close', () => this.clients.delete(client));
    this.clients.set(client, caller);
    const missed = lastEventId === undefined || lastEventId === this.latest?.id ? undefined : this.latest;
    client.write((missed === undefined ? undefined : heardOf(missed)(caller)) ?? CONNECTED);
  }

  deliver(event: StreamEvent): void {
    if (event.event === 'figures') this.latest = event;
    const heard = heardOf(event);
    for (const [client, caller] of this.clients) this.send(client, heard(caller));
  }

  /** Tells one client what is for it alone; one that has gone hears nothing. */
  say(client: ServerResponse, text: string): void {
    if (this.clients.has(client)) this.send(client, text);
  }

  /** Ends every stream, so that the server can stop. */
  end(): void {
    this.stopBeating();
    for (const client of this.clients.keys()) client.end();
    this.clients.clear();
  }

  private sendAll(text: string): void {
    for (const client of this.clients.keys()) this.send(client, text);
  }

  private send(client: ServerResponse, text: string | undefined): void {
    if (text === undefined) return;
    this.counts.sent += 1;
    if (sayTo(client, text, this.limits.mostWaitingBytes)) return;
    this.counts.slow += 1;
    this.clients.delete(client);
  }
}

/** An event as a caller may hear it, read once for all of them: of the figures it reads; `undefined` where none of them moved. */
function heardOf({ event, id, block }: StreamEvent): (caller: Caller) => string | undefined {
  if (event !== 'figures') return () => block;
  const said = JSON.parse(/^data: ?(.*)$/m.exec(block)?.[1] ?? '{}') as { readonly figures?: readonly string[] };
  const moved = said.figures;
  if (moved === undefined) return () => block;
  return (caller) => {
    const figures = moved.filter((figure) => readsFigure(caller, figure));
    if (figures.length === moved.length) return block;
    if (figures.length === 0) return undefined;
    return `${id === undefined ? '' : `id: ${id}\n`}event: figures\ndata: ${JSON.stringify({ ...said, figures })}\n\n`;
  };
}
