import 'reflect-metadata';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import type { Caller } from '#contracts';
import { JOB_NEWS, type JobNews } from '#event-log';
import { CONNECTED } from '#event-log';
import { createHttpApp, SystemClock } from '#platform';
import { eventually } from '#platform/testing';
import { FORWARD_LIMITS } from '../forward/limits.js';
import { ServiceAddresses } from '../forward/service-addresses.js';
import { ServiceDoor } from '../forward/service-door.js';
import { SIGNER, SOMEBODY, verifierOf } from '../testing/a-door.js';
import { AService } from '../testing/a-service.js';
import { ImpactStream } from './impact-stream.js';
import { FannedStreamController } from './stream.controller.js';
import { FAN_LIMITS, StreamFan } from './stream-fan.js';

const logger = pino({ level: 'silent' });

function figures(position: number): string {
  return `id: purchases:${position}\nevent: figures\ndata: {"positions":{"purchases":${position}}}\n\n`;
}

/** One client of the stream: what it has heard, and whether it still listens. */
class Listener {
  heard = '';
  ended = false;

  constructor(answer: IncomingMessage) {
    answer.setEncoding('utf8').on('data', (text: string) => (this.heard += text));
    answer.on('close', () => (this.ended = true)).on('error', () => (this.ended = true));
  }
}

describe('the stream at the gateway', () => {
  let impact: AService;
  let subscriptions: ServerResponse[];
  let app: NestFastifyApplication;
  let door: ServiceDoor;
  let fan: StreamFan;
  let url: string;
  let closed: boolean;
  /** How many hear of jobs. */
  let hearing: number;
  const jobs: JobNews = {
    listen: () => {
      hearing += 1;
      return () => (hearing -= 1);
    },
  };

  async function startImpact(port = 0): Promise<void> {
    impact = await AService.start((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': connected\n\n');
      subscriptions.push(response);
    }, port);
  }

  async function startGateway(
    limits: Partial<typeof FAN_LIMITS> = {},
    identify: (request: FastifyRequest) => Promise<Caller> = () => Promise.resolve(SOMEBODY),
  ): Promise<void> {
    door = new ServiceDoor(new ServiceAddresses('impact', [impact.url]), FORWARD_LIMITS, SIGNER);
    fan = new StreamFan({ ...FAN_LIMITS, ...limits });
    const stream = new ImpactStream(door, (event) => fan.deliver(event), logger);
    @Module({
      controllers: [FannedStreamController],
      providers: [
        { provide: StreamFan, useValue: fan },
        { provide: ImpactStream, useValue: stream },
        { provide: JOB_NEWS, useValue: jobs },
      ],
    })
    class OnlyTheStream {}
    app = await createHttpApp(OnlyTheStream, {
      logger,
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify,
    });
    await app.listen(0, '127.0.0.1');
    url = `${await app.getUrl()}/api/stream`;
    await eventually('the gateway listens', () => subscriptions.length === 1);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await app.close();
    door.close();
  }

  beforeEach(async () => {
    subscriptions = [];
    closed = false;
    hearing = 0;
    await startImpact();
  });

  afterEach(async () => {
    await close();
    await impact.stop();
  });

  const say = (text: string): boolean | undefined => subscriptions.at(-1)?.write(text);

  async function open(headers: Record<string, string> = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => request(url, { headers, agent: false }).on('response', resolve).on('error', reject).end());
  }
  const listen = async (headers: Record<string, string> = {}): Promise<Listener> => new Listener(await open(headers));

  it('is one subscription for any number of clients, who all hear the same', async () => {
    await startGateway();
    const listeners = await Promise.all(Array.from({ length: 50 }, () => listen()));
    // That its own line lives is not for the clients: they are told by the gateway.
    say(CONNECTED);
    say(figures(1));
    say('event: job\ndata: {"名":"𠮷"}\n\n');
    await eventually('all have heard both', () => listeners.every(({ heard }) => heard.endsWith('"𠮷"}\n\n')));
    expect(new Set(listeners.map(({ heard }) => heard))).toEqual(new Set([`${CONNECTED}${figures(1)}event: job\ndata: {"名":"𠮷"}\n\n`]));
    expect(impact.seen).toHaveLength(1);
    const [seen] = impact.seen;
    expect(verifierOf('impact').vouchFor({ method: 'GET', path: '/api/stream', headers: seen?.headers ?? {} }).kind).toBe('vouched');
  });

  it('keeps nothing of a client that left while its session was looked up', async () => {
    const asked: FastifyRequest[] = [];
    let known: (caller: Caller) => void = () => undefined;
    const first = new Promise<Caller>((resolve) => (known = resolve));
    await startGateway({}, (request) => (asked.push(request) === 1 ? first : Promise.resolve(SOMEBODY)));
    const leaving = request(url, { agent: false }).on('error', () => undefined);
    leaving.end();
    await eventually('the session is looked up', () => asked.length === 1);
    leaving.destroy();
    await eventually('the server has seen it go', () => asked[0]?.raw.socket.destroyed === true);
    known(SOMEBODY);
    const staying = await listen();
    await eventually('somebody else is served', () => staying.heard !== '');
    expect([fan.size, hearing]).toEqual([1, 1]);
  });

  it('tells a returning client at once what it has missed, and nothing where it missed nothing', async () => {
    await startGateway();
    const first = await listen();
    say(figures(7));
    await eventually('the figures have moved', () => first.heard.includes('purchases:7'));
    const [behind, level] = await Promise.all([listen({ 'last-event-id': 'purchases:3' }), listen({ 'last-event-id': 'purchases:7' })]);
    await eventually('both have heard', () => behind.heard !== '' && level.heard !== '');
    expect([behind.heard, level.heard]).toEqual([figures(7), CONNECTED]);
  });

  it('asks impact where the figures stand, and after a break goes on from the last event', async () => {
    await startGateway();
    const listener = await listen();
    say(figures(4));
    await eventually('the client has heard', () => listener.heard.includes('purchases:4'));
    subscriptions[0]?.destroy();
    await eventually('the gateway listens again', () => subscriptions.length === 2);
    say(figures(5));
    await eventually('the same client hears on', () => listener.heard.includes('purchases:5'));
    expect(impact.seen.map(({ headers }) => headers['last-event-id'])).toEqual(['none', 'purchases:4']);
  });

  it('keeps its clients while impact is away, and serves them when it is back', async () => {
    await startGateway();
    const listener = await listen();
    const port = Number(impact.url.port);
    await impact.stop();
    const late = await listen({ 'last-event-id': 'purchases:1' });
    await startImpact(port);
    await eventually('the gateway listens again', () => subscriptions.length === 2);
    say(figures(9));
    await eventually('both hear', () => [listener, late].every(({ heard }) => heard.includes('purchases:9')));
  });

  it('ends a client that does not read, and no other', async () => {
    await startGateway();
    const slow = await open();
    slow.pause();
    const good = await listen();
    const job = `event: job\ndata: ${'x'.repeat(20_000)}\n\n`;
    let said = 0;
    await eventually('the slow client is given up', () => {
      // As fast as the others read, so that only the slow one falls behind.
      if (good.heard.length >= said * job.length) {
        say(job);
        said += 1;
      }
      return fan.counts.slow > 0;
    });
    expect([fan.counts.slow, fan.size, good.ended]).toEqual([1, 1, false]);
    say(figures(1));
    await eventually('the other hears on', () => good.heard.includes('purchases:1'));
    slow.destroy();
  });

  it('is never silent for longer than a heartbeat', async () => {
    await startGateway({ heartbeatMs: 20 });
    const listener = await listen();
    await eventually('two heartbeats', () => listener.heard.split(': heartbeat\n\nevent: beat\n').length > 2);
    expect(FAN_LIMITS.heartbeatMs).toBe(15_000);
  });

  it('forgets a client that has gone', async () => {
    await startGateway();
    const answer = await open();
    await eventually('it listens', () => fan.size === 1);
    answer.destroy();
    await eventually('it is forgotten', () => fan.size === 0);
  });

  it('ends for everybody when the gateway stops', async () => {
    await startGateway();
    const listener = await listen();
    await close();
    await eventually('the client sees the end', () => listener.ended);
    await eventually('impact sees the end', () => subscriptions[0]?.destroyed === true);
  });
});
