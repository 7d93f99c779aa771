import type { ServerResponse } from 'node:http';
import type { StreamEvent } from './event-blocks.js';

export interface FanLimits {
  /** A comment this often keeps proxies from closing an idle stream (contract §5). */
  readonly heartbeatMs: number;
  /** What may wait for one client, in bytes; a client further behind is ended and comes back with `Last-Event-ID`. */
  readonly mostWaitingBytes: number;
}

export const FAN_LIMITS: FanLimits = { heartbeatMs: 15_000, mostWaitingBytes: 65_536 };

/** Gives every event to every client, and to a returning one what it has missed. */
export class StreamFan {
  readonly counts = { sent: 0, slow: 0 };
  private readonly clients = new Set<ServerResponse>();
  private readonly heartbeat: NodeJS.Timeout;
  /** Where the figures stand: each such event says everything that the ones before it said. */
  private latest: StreamEvent | undefined;

  constructor(private readonly limits: FanLimits = FAN_LIMITS) {
    this.heartbeat = setInterval(() => this.sendAll(': heartbeat\n\n'), limits.heartbeatMs).unref();
  }

  get size(): number {
    return this.clients.size;
  }

  /** Takes over an answer whose head has not gone out. @param lastEventId what a returning client saw last */
  add(client: ServerResponse, lastEventId: string | undefined): void {
    client.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    client.on('close', () => this.clients.delete(client));
    this.clients.add(client);
    const missed = lastEventId === undefined || lastEventId === this.latest?.id ? undefined : this.latest;
    client.write(missed?.block ?? ': connected\n\n');
  }

  deliver(event: StreamEvent): void {
    if (event.event === 'figures') this.latest = event;
    this.sendAll(event.block);
  }

  /** Ends every stream, so that the server can stop. */
  end(): void {
    clearInterval(this.heartbeat);
    for (const client of this.clients) client.end();
    this.clients.clear();
  }

  private sendAll(text: string): void {
    for (const client of this.clients) {
      client.write(text);
      this.counts.sent += 1;
      if (client.writableLength <= this.limits.mostWaitingBytes) continue;
      this.counts.slow += 1;
      this.clients.delete(client);
      client.destroy();
    }
  }
}
