import 'reflect-metadata';
import { connect } from 'node:net';
import { request as requestTls } from 'node:https';
import { request, type IncomingHttpHeaders } from 'node:http';
import { Controller, Get, Module, Post, Req, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { PROBLEMS } from '#contracts';
import { SystemClock } from '../../clock.js';
import { TEST_CERTIFICATE } from '../../testing/test-certificate.js';
import { ForAnyRole, Open } from '../access.js';
import { serveDocsPage, serveDocument } from '../docs.js';
import { createHttpApp } from '../http-app.js';
import { addressOf, LOOPBACK_DOOR, type PublicDoor } from './public-door.js';

@Controller()
class AnsweringController {
  @Get('who')
  @ForAnyRole()
  who(@Req() asked: FastifyRequest): object {
    return { address: addressOf(asked), host: asked.host, protocol: asked.protocol };
  }

  @Post('acts')
  @ForAnyRole()
  act(): object {
    return {};
  }

  /** Goes out past Fastify, as streams and forwarded answers do. */
  @Get('raw')
  @ForAnyRole()
  raw(@Res() reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: 1\n\n');
  }
}

@Controller()
class OperatorController {
  @Get('metrics')
  @Open()
  numbers(): string {
    return 'requests 1';
  }

  @Get('healthz')
  @Open()
  lives(): string {
    return 'ok';
  }
}

@Module({ controllers: [AnsweringController, OperatorController] })
class AnsweringModule {}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('the public door', () => {
  let app: NestFastifyApplication;

  async function open(door: PublicDoor = LOOPBACK_DOOR): Promise<void> {
    app = await createHttpApp(AnsweringModule, {
      logger: pino({ level: 'silent' }),
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify: () => ({ actor: { account: 'x', roles: ['purchaser'], unitId: null }, source: 'manual' }),
      door,
    });
    serveDocument(app);
    serveDocsPage(app);
    await app.listen(0, '127.0.0.1');
  }
  afterEach(() => app.close());

  async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    const url = new URL(path, await app.getUrl());
    const send = url.protocol === 'https:' ? requestTls : request;
    return new Promise((resolve, reject) => {
      const sent = send(url, { method, headers, agent: false, rejectUnauthorized: false }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      sent.on('error', reject).end();
    });
  }

  /** What a bare connection is answered until it is closed. */
  async function say(text: string): Promise<string> {
    const { port } = new URL(await app.getUrl());
    return new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.on('close', () => resolve(heard)).on('error', reject);
    });
  }

  it('binds browsers on every answer, also on those that go out past the framework and on refusals', async () => {
    await open();
    for (const path of ['/api/who', '/api/raw', '/api/nothing', '/api/docs', '/api/openapi.json', '/nothing']) {
      const { headers } = await ask(path);
      const policy = String(headers['content-security-policy']);
      expect([path, policy]).toEqual([path, expect.stringMatching(/default-src 'self';.*frame-ancestors 'none';.*script-src-attr 'none'/)]);
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['strict-transport-security']).toBeUndefined();
      if (path.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
    }
    expect((await ask('/api/%zz')).headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['said before', 1_048_576, (bytes: number) => `Content-Length: ${bytes}\r\n\r\n`, '', 201],
    ['said before', 1_048_577, (bytes: number) => `Content-Length: ${bytes}\r\n\r\n`, '', 413],
    ['not said', 1_048_576, (bytes: number) => `Transfer-Encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n`, '\r\n0\r\n\r\n', 201],
    ['not said', 1_048_577, (bytes: number) => `Transfer-Encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n`, '\r\n0\r\n\r\n', 413],
  ])('takes a body of one megabyte and no byte more, its length %s: %i bytes', async (_, bytes, before, behind, status) => {
    await open();
    const head = 'POST /api/acts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n';
    const body = `{"a":"${'x'.repeat(bytes - '{"a":""}'.length)}"}`;
    const heard = await say(`${head}${before(bytes)}${body}${behind}`);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(heard.includes('BODY.TOO_LARGE')).toBe(status === 413);
  });

  it('lets only the page of the interface bring a style sheet in itself', async () => {
    await open();
    expect((await ask('/api/docs')).headers['content-security-policy']).toContain("style-src 'self' 'unsafe-inline'");
    expect((await ask('/api/who')).headers['content-security-policy']).not.toMatch(/style-src [^;]*unsafe-inline/);
    expect((await ask('/api/docs')).body).not.toMatch(/<script(?![^>]*src=)/);
  });

  it('refuses names that are not its own, before anything else is looked at', async () => {
    await open({ ...LOOPBACK_DOOR, publicNames: ['ledger.example'] });
    const answers = await Promise.all(['evil.example', 'ledger.example', 'localhost:1'].map((host) => ask('/api/who', { host })));
    expect(answers.map(({ status }) => status)).toEqual([421, 200, 200]);
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ code: 'REQUEST.UNKNOWN_HOST', params: { host: 'evil.example' } });
    expect((await ask('/healthz', { host: 'evil.example' })).status).toBe(421);
  });

  it('shows its numbers to the operator’s addresses only, a trusted proxy’s word for them included; that it lives it tells everybody', async () => {
    const from = async (door: Partial<PublicDoor>, forwarded?: string): Promise<number[]> => {
      await open({ ...LOOPBACK_DOOR, ...door });
      const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
      const asked = ['/metrics', '/metrics?a=1', '/%6detrics', '/healthz'].map((path) => ask(path, headers));
      const head = ask('/metrics', headers, 'HEAD');
      const statuses = (await Promise.all([...asked, head])).map(({ status }) => status);
      await app.close();
      return statuses;
    };
    const shown = [200, 200, 200, 200, 200];
    const hidden = [404, 404, 404, 200, 404];
    expect(await from({})).toEqual(shown);
    expect(await from({ operators: ['10.0.0.7'] })).toEqual(hidden);
    expect(await from({ operators: ['10.0.0.7'] }, '10.0.0.7')).toEqual(hidden);
    expect(await from({ operators: ['10.0.0.0/8'], trustedProxies: ['127.0.0.1'] }, '10.0.0.7')).toEqual(shown);
    expect(await from({ trustedProxies: ['127.0.0.1'] }, '203.0.113.7')).toEqual(hidden);
    await open();
  });

  it('takes a proxy’s word for client, host and protocol only where the settings name that proxy', async () => {
    const said = { 'x-forwarded-for': '9.9.9.9, 203.0.113.7', 'x-forwarded-host': 'ledger.example', 'x-forwarded-proto': 'https' };
    await open({ ...LOOPBACK_DOOR, publicNames: ['ledger.example'], trustedProxies: ['127.0.0.1'] });
    const trusted = await ask('/api/who', said);
    expect(JSON.parse(trusted.body)).toEqual({ address: '203.0.113.7', host: 'ledger.example', protocol: 'https' });
    expect(trusted.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect((await ask('/api/acts', { ...said, origin: 'https://ledger.example' }, 'POST')).status).toBe(201);
    expect((await ask('/api/acts', { ...said, origin: 'https://evil.example' }, 'POST')).status).toBe(403);
    await app.close();
    await open({ ...LOOPBACK_DOOR, trustedProxies: ['10.0.0.1'] });
    expect(JSON.parse((await ask('/api/who', said)).body)).toMatchObject({ address: '127.0.0.1', protocol: 'http' });
  });

  it('speaks TLS 1.2 at least where it has a certificate, holds browsers to it, and answers nothing in the clear', async () => {
    await open({ ...LOOPBACK_DOOR, tls: TEST_CERTIFICATE });
    expect(await app.getUrl()).toMatch(/^https:/);
    const answer = await ask('/api/who');
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { protocol: 'https' }]);
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect(await say('GET /api/who HTTP/1.1\r\nHost: localhost\r\n\r\n')).not.toContain('200 OK');
  });

  it.each([
    ['a head that does not end', 'GET /api/who HTTP/1.1\r\nHost: localhost\r\n', 'REQUEST.TOO_SLOW'],
    [
      'a body that does not end',
      'POST /api/acts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      'REQUEST.TOO_SLOW',
    ],
    ['a head of 20 kB', `GET /api/who HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 'REQUEST.HEAD_TOO_LARGE'],
    ['what is no HTTP', '\x16\x03\x01\x02\x00', 'REQUEST.UNREADABLE'],
  ] as const)('answers %s in both languages and ends the connection', async (_, text, code) => {
    await open({ ...LOOPBACK_DOOR, patience: { headMs: 200, requestMs: 400, lookEveryMs: 50 } });
    const [head = '', body = ''] = (await say(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${PROBLEMS[code].status} .*application/problem\\+json`, 's'));
    expect(JSON.parse(body)).toMatchObject({ code, detail: `${PROBLEMS[code].zh} / ${PROBLEMS[code].en}` });
  });
});
