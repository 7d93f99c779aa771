import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { inParallel } from './bench-ledger.js';
import { type SignedIn, signInTester, WITH_ADMIN } from '../../support/sign-in.js';
import { type Bar, must, quantile } from '../result.js';

const CONNECTIONS = 64;
/** Commands per run; three runs. */
const COMMANDS = 6_000;
const MAIN = fileURLToPath(new URL('../../../apps/standalone/src/main.js', import.meta.url));

/** Durable commands over HTTP, 64 connections, against bare single commits of the same run. */
export async function httpBars(folder: string, bare: number): Promise<Bar[]> {
  mkdirSync(folder, { recursive: true });
  const environment = {
    ...process.env,
    BANGFU_DATA: folder,
    BANGFU_PORT: '0',
    BANGFU_DEMO: 'none',
    BANGFU_LOG_LEVEL: 'warn',
    ...WITH_ADMIN,
  };
  const server = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => {
    server.stdout.on('data', (chunk: Buffer) => {
      const found = /bangfu ready (\S+)/.exec(chunk.toString())?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  try {
    return await load(await signInTester(url), bare);
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}

async function load(tester: SignedIn, bare: number): Promise<Bar[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  let sent = 0;
  const rates: number[] = [];
  for (const run of [0, 1, 2]) {
    const started = performance.now();
    const before = latencies.length;
    await inParallel(CONNECTIONS, COMMANDS, async () => {
      sent += 1;
      const at = performance.now();
      const status = await post(agent, tester, `bench-${run}-${sent}`);
      must(status === 201, `command ${sent} got ${status}`);
      latencies.push(performance.now() - at);
    });
    rates.push(((latencies.length - before) / (performance.now() - started)) * 1000);
  }
  const recorded = await count(tester);
  must(recorded === latencies.length, `${latencies.length} commands were acknowledged, the log holds ${recorded}`);
  const rate = quantile(rates, 0.5);
  return [
    { id: 'http-vs-bare', value: rate / bare, goal: 0.5, unit: '× bare', atLeast: true, runs: rates },
    { id: 'http-p99', value: quantile(latencies, 0.99), goal: 50, unit: 'ms', atLeast: false, runs: [] },
  ];
}

function post(agent: Agent, { url, cookie }: SignedIn, key: string): Promise<number> {
  const body = JSON.stringify({ kind: 'visit', place: '山阳县', topic: '消费帮扶考察' });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': key, cookie };
  return new Promise((resolve, reject) => {
    const sending = request(new URL('/api/activities', url), { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

async function count(tester: SignedIn): Promise<number> {
  const answer = (await (await tester.fetch('/api/log/households?limit=1')).json()) as { head: number };
  return answer.head;
}
