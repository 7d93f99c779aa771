import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClusterApp, ServiceName } from '#platform';
import { type CliRun, runCli } from './run-cli.js';
import { SignedIn, signInTester, WITH_ADMIN } from './sign-in.js';
import type { Tier } from './tier.js';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'scripts', 'cluster.mjs');

/** Longest wait for the gateway's ready line: real servers, five processes and a demo year. */
const START_LIMIT_MS = 300_000;

/** The whole cluster tier as `npm run cluster` starts it, with servers and data of its own. */
export class RunningCluster implements Tier {
  private child: ChildProcess | undefined;
  private said = '';
  private tester: SignedIn | undefined;
  url = '';

  private constructor(
    readonly folder: string,
    private readonly args: readonly string[],
    private readonly environment: Record<string, string>,
  ) {}

  static async start(environment: Record<string, string> = {}, ...args: string[]): Promise<RunningCluster> {
    const cluster = new RunningCluster(await mkdtemp(join(tmpdir(), 'bangfu-cluster-')), args, environment);
    await cluster.restart();
    return cluster;
  }

  async restart(): Promise<void> {
    this.said = '';
    const standard = { BANGFU_PORT: '0', BANGFU_DATA: this.folder, BANGFU_LOG_LEVEL: 'error', BANGFU_DEMO: 'none', ...WITH_ADMIN };
    const child = spawn(process.execPath, [SCRIPT, ...this.args], {
      env: { ...process.env, ...standard, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.url = await this.ready(child);
    this.tester = this.tester === undefined ? await signInTester(this.url) : new SignedIn(this.url, this.tester.cookie);
  }

  /** SIGTERM, then waits for the end of everything it started. @returns the exit code */
  async stop(): Promise<number | null> {
    const { child } = this;
    if (child?.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    return child.exitCode;
  }

  /** Ends it and removes what it kept. */
  async discard(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Everything its processes have printed and logged since the last start. */
  output(): string {
    return this.said;
  }

  /** How an operator reaches its database and broker, as the cluster wrote it down. */
  settings(): Readonly<Record<string, string>> {
    const text = readFileSync(join(this.folder, 'cluster', 'operator.env'), 'utf8');
    return Object.fromEntries([...text.matchAll(/^(\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]));
  }

  /** The private key that its gateway signs with, in PEM. */
  identityKey(): string {
    return readFileSync(join(this.folder, 'cluster', 'identity.key'), 'utf8');
  }

  /** The password of each process at the database. */
  passwords(): Readonly<Record<ClusterApp, string>> {
    const text = readFileSync(join(this.folder, 'cluster', 'mysql-passwords.json'), 'utf8');
    return JSON.parse(text) as Readonly<Record<ClusterApp, string>>;
  }

  /** Where an instance of each service listens, past the gateway. */
  addresses(): Readonly<Record<ServiceName, readonly string[]>> {
    const text = readFileSync(join(this.folder, 'cluster', 'addresses.json'), 'utf8');
    return JSON.parse(text) as Readonly<Record<ServiceName, readonly string[]>>;
  }

  /** Runs a command of the operator on one of its processes. */
  cli(...args: string[]): Promise<CliRun> {
    return runCli(args, { PATH: process.env['PATH'], ...this.settings() });
  }

  /** Asks as somebody who may do all that any role may. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (this.tester === undefined) throw new Error('nobody has logged in');
    return this.tester.fetch(path, init);
  }

  async get(path: string): Promise<Record<string, unknown>> {
    return (await (await this.fetch(path)).json()) as Record<string, unknown>;
  }

  async post(path: string, body: object, key: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await this.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  private ready(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${why}:\n${this.said}`));
      const limit = setTimeout(() => fail(`no ready line within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
      child.once('exit', (code) => {
        clearTimeout(limit);
        fail(`the cluster ended with ${code}`);
      });
      let printed = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const url = /^bangfu ready (http:\/\/\S+)/m.exec(printed)?.[1];
        if (url === undefined) return;
        clearTimeout(limit);
        resolve(url);
      });
    });
  }
}
