import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** open: bytes pass. cut: connections are closed and new ones refused. stalled: connections stay and nothing passes. replies-lost: only requests pass. */
type Line = 'open' | 'cut' | 'stalled' | 'replies-lost';

/**
 * A line to a real server that a test can break. Listens on loopback.
 * What is stalled passes, in order, after `restore`; replies that were lost stay lost, and their connections are closed then.
 */
export class TcpProxy {
  private line: Line = 'open';
  private delayMs = 0;
  private server: Server | undefined;
  private readonly pairs = new Set<Pair>();

  private constructor(
    private readonly target: Address,
    private wantedPort: number,
  ) {}

  /** @param port where to listen; 0: any free one */
  static async listen(target: Address, port = 0): Promise<TcpProxy> {
    const proxy = new TcpProxy(target, port);
    await proxy.open();
    return proxy;
  }

  get port(): number {
    return this.wantedPort;
  }

  /** Connections that stand at this moment. */
  get connections(): number {
    return this.pairs.size;
  }

  /** Closes every connection and refuses new ones, as a server that is away. */
  async cut(): Promise<void> {
    this.line = 'cut';
    await this.close();
  }

  /** Keeps connections and takes new ones, but lets nothing pass, as a network that swallows packets. */
  stall(): void {
    this.line = 'stalled';
  }

  /** Requests still reach the server; what it answers is lost. */
  loseReplies(): void {
    this.line = 'replies-lost';
  }

  /** Adds this to the way of every byte, in each direction; 0: none. Order is kept. */
  delay(milliseconds: number): void {
    this.delayMs = milliseconds;
  }

  async restore(): Promise<void> {
    this.line = 'open';
    for (const pair of this.pairs) pair.restore();
    if (this.server === undefined) await this.open();
  }

  /** The end: nothing listens afterwards. */
  async stop(): Promise<void> {
    await this.cut();
  }

  private async open(): Promise<void> {
    const server = createServer((client) => this.join(client));
    server.listen(this.wantedPort, '127.0.0.1');
    await once(server, 'listening');
    this.server = server;
    this.wantedPort = (server.address() as AddressInfo).port;
  }

  private async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    for (const pair of this.pairs) pair.end();
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  private join(client: Socket): void {
    const pair = new Pair(client, connect(this.target), () => ({ line: this.line, delayMs: this.delayMs }));
    this.pairs.add(pair);
    pair.whenEnded(() => this.pairs.delete(pair));
  }
}

/** One client's connection and the one to the server behind it. */
class Pair {
  private lostSomething = false;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly now: () => { line: Line; delayMs: number },
  ) {
    this.pass(client, server, 'request');
    this.pass(server, client, 'reply');
  }

  restore(): void {
    if (this.lostSomething) this.end();
    for (const go of this.waiting.splice(0)) go();
  }

  end(): void {
    this.client.destroy();
    this.server.destroy();
  }

  /** Both sides: of a stalled pair one may close first, and the other is to hear of it after `restore`. */
  whenEnded(act: () => void): void {
    let open = 2;
    const closed = (): void => {
      open -= 1;
      if (open === 0) act();
    };
    this.client.once('close', closed);
    this.server.once('close', closed);
  }

  private pass(from: Socket, to: Socket, kind: 'request' | 'reply'): void {
    // One chain per direction keeps the order; each chunk is due by its own arrival, so a delay adds up to latency, not to less throughput.
    let last = Promise.resolve();
    const enqueue = (act: () => unknown): void => {
      const due = Date.now() + this.now().delayMs;
      last = last.then(() => this.passable(due)).then(() => void act());
    };
    from.on('data', (chunk: Buffer) => {
      if (kind === 'reply' && this.now().line === 'replies-lost') {
        this.lostSomething = true;
        return;
      }
      enqueue(() => to.writable && to.write(chunk));
    });
    from.on('end', () => enqueue(() => to.end()));
    // A reset on one side is one on the other; there is nobody here to tell.
    from.on('error', () => this.end());
    from.on('close', () => enqueue(() => to.destroy()));
  }

  private async passable(due: number): Promise<void> {
    const wait = due - Date.now();
    if (wait > 0) await after(wait);
    while (this.now().line === 'stalled') await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
