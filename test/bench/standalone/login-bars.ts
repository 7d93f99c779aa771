import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { signInAdmin, WITH_ADMIN } from '../../support/sign-in.js';
import { type Bar, median, must } from '../result.js';
import type { ProbeCall } from './loop-probe.js';

const MAIN = fileURLToPath(new URL('../../../apps/standalone/src/main.js', import.meta.url));
const PROBE = new URL('loop-probe.js', import.meta.url).href;
const PASSWORD = 'loquats of the login bench';

/** What the bar is about (issue 5): logins a second, for how long, how often. */
const LOGINS_PER_SECOND = 10;
const LAP_MS = 10_000;
const LAPS = 3;
/** Failed tries of each kind whose medians are compared. */
const TRIES = 200;
/** Below what the door lets through as a whole: eight a second, wherever they come from. */
const TRY_EVERY_MS = 135;
/** Tries of one account from ever new addresses that nothing delays. */
const TRIES_PER_ACCOUNT = 2;

interface Delay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Logins beside which the process goes on answering, and failures that do not tell whether an account exists. */
export async function loginBars(folder: string, quick: boolean): Promise<Bar[]> {
  mkdirSync(folder, { recursive: true });
  const server = startServer(folder);
  try {
    const url = await readyUrl(server);
    const tries = quick ? TRIES / 4 : TRIES;
    const known = await addAccounts(url, tries / TRIES_PER_ACCOUNT);
    return [await loopBar(server, url, known, quick ? 1 : LAPS), await timingBar(url, known, tries)];
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

function startServer(folder: string): ChildProcess {
  const settings = { BANGFU_DATA: folder, BANGFU_PORT: '0', BANGFU_DEMO: 'none', BANGFU_LOG_LEVEL: 'warn', ...WITH_ADMIN };
  return spawn(process.execPath, ['--import', PROBE, MAIN], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

function readyUrl(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      const found = /bangfu ready (\S+)/.exec(chunk.toString())?.[1];
      if (found !== undefined) resolve(found);
    });
  });
}

async function addAccounts(url: string, wanted: number): Promise<string[]> {
  const admin = await signInAdmin(url);
  const accounts = Array.from({ length: wanted }, (_, index) => `known-${String(index).padStart(4, '0')}`);
  for (const account of accounts) {
    const { status } = await admin.post('/api/accounts', { account, name: account, roles: ['leader'], password: PASSWORD });
    must(status === 201, `account ${account} got ${status}`);
  }
  return accounts;
}

/** How late the event loop of the server comes to its work while people log in, one every 100 ms. */
async function loopBar(server: ChildProcess, url: string, accounts: readonly string[], laps: number): Promise<Bar> {
  const delays: Delay[] = [];
  for (let lap = 0; lap < laps; lap += 1) {
    tell(server, 'begin');
    const logins = (LAP_MS / 1_000) * LOGINS_PER_SECOND;
    const statuses = await paced(logins, 1_000 / LOGINS_PER_SECOND, (turn) =>
      logIn(url, { account: accounts[turn % accounts.length] ?? '', password: PASSWORD, from: '127.0.0.1' }),
    );
    delays.push(await ended(server));
    must(
      statuses.every(({ status }) => status === 204),
      `logins were refused: ${JSON.stringify(statuses.find(({ status }) => status !== 204))}`,
    );
  }
  console.log(`login-loop: longest ${delays.map(({ maxMs }) => maxMs.toFixed(1)).join(', ')} ms`);
  const runs = delays.map(({ p99Ms }) => p99Ms);
  return { id: 'login-loop-p99', value: median(runs), goal: 20, unit: 'ms', atLeast: false, runs };
}

/** How far apart the medians of failed logins are with and without such an account, in pairs, each from an address of its own. */
async function timingBar(url: string, accounts: readonly string[], tries: number): Promise<Bar> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  // Which of a pair comes first is thrown, or whatever else beats in this time would be of one kind only.
  const knownFirst = Array.from({ length: tries }, () => Math.random() < 0.5);
  await paced(2 * tries, TRY_EVERY_MS, async (turn) => {
    const pair = Math.floor(turn / 2);
    const kind = (turn % 2 === 0) === knownFirst[pair] ? 'known' : 'unknown';
    const account = kind === 'known' ? (accounts[pair % accounts.length] ?? '') : `stranger-${pair}`;
    const { status, tookMs } = await logIn(url, { account, password: 'a wrong password', from: addressOf(turn) });
    must(status === 401, `try ${turn} of ${account} got ${status}`);
    times[kind].push(tookMs);
  });
  const [known, unknown] = [median(times.known), median(times.unknown)];
  const apart = (Math.max(known, unknown) / Math.min(known, unknown) - 1) * 100;
  return { id: 'login-timing', value: apart, goal: 5, unit: '%', atLeast: false, runs: [known, unknown] };
}

/** A loopback address for each try, as that of another machine. */
function addressOf(turn: number): string {
  return `127.2.${Math.floor(turn / 200)}.${(turn % 200) + 1}`;
}

/** Begins `times` calls, one every `everyMs`, whether those before have ended or not. */
async function paced<Result>(times: number, everyMs: number, call: (turn: number) => Promise<Result>): Promise<Result[]> {
  const started = performance.now();
  const calls: Promise<Result>[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const early = started + turn * everyMs - performance.now();
    if (early > 0) await new Promise((resume) => setTimeout(resume, early));
    calls.push(call(turn));
  }
  return Promise.all(calls);
}

interface Login {
  readonly account: string;
  readonly password: string;
  readonly from: string;
}

function logIn(url: string, { account, password, from }: Login): Promise<{ status: number; tookMs: number }> {
  const body = JSON.stringify({ account, password });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sending = request(new URL('/api/session', url), { method: 'POST', localAddress: from, agent: false, headers }, (answer) => {
      answer.resume().once('end', () => resolve({ status: answer.statusCode ?? 0, tookMs: performance.now() - started }));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

function tell(server: ChildProcess, call: ProbeCall): void {
  server.send(call);
}

async function ended(server: ChildProcess): Promise<Delay> {
  const told = once(server, 'message') as Promise<[Delay]>;
  tell(server, 'end');
  const [delay] = await told;
  return delay;
}
