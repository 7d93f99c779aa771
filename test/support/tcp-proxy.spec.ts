import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from './eventually.js';
import { TcpProxy } from './tcp-proxy.js';

const LIMIT_MS = 10_000;

/** Answers each line with `re:` and the line, and remembers what it got. */
class Responder {
  readonly got: string[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Responder> {
    const server = createServer();
    const responder = new Responder(server);
    server.on('connection', (socket) => {
      socket.on('error', () => socket.destroy());
      eachLine(socket, (line) => {
        responder.got.push(line);
        socket.write(`re:${line}\n`);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return responder;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  async stop(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A client that remembers the lines it got. */
class Caller {
  readonly got: string[] = [];
  readonly ended: Promise<unknown>;
  private constructor(private readonly socket: Socket) {
    eachLine(socket, (line) => this.got.push(line));
    this.ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => socket.destroy());
  }

  static async connect(port: number): Promise<Caller> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new Caller(socket);
  }

  say(line: string): void {
    this.socket.write(`${line}\n`);
  }

  async ask(line: string): Promise<void> {
    this.say(line);
    await eventually(`an answer to ${line}`, () => this.got.includes(`re:${line}`), LIMIT_MS);
  }

  async close(): Promise<void> {
    this.socket.destroy();
    await this.ended;
  }
}

function eachLine(socket: Socket, act: (line: string) => void): void {
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(act);
  });
}

describe('a line that a test can break', () => {
  let responder: Responder;
  let proxy: TcpProxy;
  let direct: Caller;
  let caller: Caller;

  beforeEach(async () => {
    responder = await Responder.start();
    proxy = await TcpProxy.listen(responder.address);
    direct = await Caller.connect(responder.address.port);
    caller = await Caller.connect(proxy.port);
    await caller.ask('hello');
  });

  afterEach(async () => {
    await caller.close();
    await direct.close();
    await proxy.stop();
    await responder.stop();
  });

  it('closes what stands and refuses what comes while it is cut, and serves on the same port once restored', async () => {
    const port = proxy.port;
    await proxy.cut();
    await caller.ended;
    await expect(Caller.connect(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.restore();
    const again = await Caller.connect(port);
    await again.ask('back');
    await again.close();
  });

  it('lets nothing reach the server while it stalls, and then everything in order', async () => {
    proxy.stall();
    for (const line of ['1', '2', '3']) caller.say(line);
    await direct.ask('meanwhile');
    expect(responder.got).toEqual(['hello', 'meanwhile']);
    expect(proxy.connections).toBe(1);
    await proxy.restore();
    await eventually('four answers', () => caller.got.length === 4, LIMIT_MS);
    expect(caller.got).toEqual(['re:hello', 're:1', 're:2', 're:3']);
  });

  it('takes connections while it stalls', async () => {
    proxy.stall();
    const patient = await Caller.connect(proxy.port);
    patient.say('late');
    await proxy.restore();
    await eventually('an answer', () => patient.got.length === 1, LIMIT_MS);
    await patient.close();
  });

  it('carries a request to the server and loses its answer, so a client cannot know', async () => {
    proxy.loseReplies();
    caller.say('commit');
    await eventually('request at the server', () => responder.got.includes('commit'), LIMIT_MS);
    await direct.ask('meanwhile');
    expect(caller.got).toEqual(['re:hello']);
    await proxy.restore();
    await caller.ended;
    expect(caller.got).toEqual(['re:hello']);
  });

  it('delays each way by the time it is told, without making a queue of it', async () => {
    const eachWayMs = 100;
    proxy.delay(eachWayMs);
    const lines = Array.from({ length: 40 }, (_, index) => `line-${index}`);
    const started = performance.now();
    for (const line of lines) {
      caller.say(line);
      // Lets each line leave as a packet of its own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually('all answers', () => caller.got.length === lines.length + 1, LIMIT_MS);
    const took = performance.now() - started;
    expect(caller.got.slice(1)).toEqual(lines.map((line) => `re:${line}`));
    expect(took).toBeGreaterThanOrEqual(2 * eachWayMs - 1);
    expect(took).toBeLessThan(lines.length * eachWayMs);
  });

  it('closes the client when the server behind it is away', async () => {
    const nobody = await TcpProxy.listen({ host: '127.0.0.1', port: await unusedPort() });
    const lost = await Caller.connect(nobody.port);
    await lost.ended;
    await nobody.stop();
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
