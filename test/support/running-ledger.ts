import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CliRun, runCli } from './run-cli.js';
import { SignedIn, signInTester, WITH_ADMIN } from './sign-in.js';
import type { Tier } from './tier.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MAIN = join(root, 'dist', 'apps', 'standalone', 'src', 'main.js');
/** Starts the built server itself. */
const SERVER: readonly string[] = [process.execPath, MAIN];
/** Starts it as a person does. */
export const NPM_START: readonly string[] = ['npm', 'start'];

/** Longest wait for the ready line, with a demo year to load: 12 s of one core, of which several suites have two. */
const START_LIMIT_MS = 110_000;

type Json = Record<string, unknown>;

/** A built standalone process with its own data folder, ended by its pid. */
export class RunningLedger implements Tier {
  private process: ChildProcess | undefined;
  private said = '';
  private tester: SignedIn | undefined;
  url = '';

  constructor(
    readonly folder: string,
    private readonly environment: Record<string, string>,
    private readonly command: readonly string[] = SERVER,
    /** Where a suite looks at accounts themselves: its first passwords. Somebody logs in then only where the suite does it. */
    private readonly passwords?: Record<string, string>,
  ) {}

  /** Everything the process has printed so far. */
  output(): string {
    return this.said;
  }

  get pid(): number {
    const pid = this.process?.pid;
    if (pid === undefined) throw new Error('the ledger is not running');
    return pid;
  }

  async restart(extra: Record<string, string> = {}): Promise<void> {
    this.said = '';
    const [program = '', ...args] = this.command;
    const child = spawn(program, args, { cwd: root, env: this.env(extra), stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    child.stdout.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.url = await this.ready(child);
    // A session outlives a restart; a process that is about to be killed is asked nothing more than it has to be.
    if (this.tester !== undefined) this.tester = new SignedIn(this.url, this.tester.cookie);
    else if (this.passwords === undefined) this.tester = await signInTester(this.url);
  }

  /** SIGTERM (or another signal), then waits for the end. @returns the exit code */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.process;
    if (child?.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    return this.ended();
  }

  /** Waits until the process has ended by itself or by a signal. */
  async ended(): Promise<number | null> {
    const child = this.process;
    if (child?.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  /** Asks as somebody who may do all that any role may. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (this.tester === undefined) throw new Error('nobody has logged in');
    return this.tester.fetch(path, init);
  }

  async get(path: string): Promise<Json> {
    const answer = await this.fetch(path);
    return (await answer.json()) as Json;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; headers: Headers; body: Json }> {
    const answer = await this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
  }

  /** Runs `npm run bangfu -- …` on this folder. */
  cli(...args: string[]): Promise<CliRun> {
    return this.cliWith({}, ...args);
  }

  /** The same with more in its environment. */
  cliWith(extra: Record<string, string>, ...args: string[]): Promise<CliRun> {
    return runCli(args, this.env(extra));
  }

  private env(extra: Record<string, string>): NodeJS.ProcessEnv {
    const standard = {
      BANGFU_PORT: '0',
      BANGFU_DATA: this.folder,
      BANGFU_LOG_LEVEL: 'warn',
      BANGFU_DEMO: 'none',
      ...(this.passwords ?? WITH_ADMIN),
    };
    return { ...process.env, ...standard, ...this.environment, ...extra };
  }

  private ready(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        // Nobody else knows of it yet: the run would wait for it for ever.
        child.kill();
        reject(new Error(`no ready line within ${START_LIMIT_MS} ms:\n${this.said}`));
      }, START_LIMIT_MS);
      const look = (): void => {
        const url = /bangfu ready (http:\/\/\S+)/.exec(this.said)?.[1];
        if (url === undefined) return;
        clearTimeout(limit);
        resolve(url);
      };
      child.stdout?.on('data', look);
      child.once('exit', (code) => {
        clearTimeout(limit);
        reject(new Error(`the ledger ended with ${code} before it was ready:\n${this.said}`));
      });
    });
  }
}

/** Starts a ledger in a new folder; the caller stops it. */
export async function startLedger(environment: Record<string, string> = {}): Promise<RunningLedger> {
  const ledger = new RunningLedger(await mkdtemp(join(tmpdir(), 'bangfu-ledger-')), environment);
  await ledger.restart();
  return ledger;
}

/** Removes a stopped ledger's folder. */
export async function discard(ledger: RunningLedger): Promise<void> {
  await ledger.stop();
  await rm(ledger.folder, { recursive: true, force: true });
}
