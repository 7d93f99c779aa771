import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const APPS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'apps');
/** Longest wait for a ready line. */
const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 30_000;
/** How many characters of what it said are told with a fault. */
const SAID_LAST = 2_000;

/** One process of a cluster under faults: nobody starts it again by itself. */
export class ClusterMember {
  /** What it said since its last start. */
  said = '';
  private child: ChildProcess | undefined;

  /** @param app its folder under `apps` */
  constructor(
    readonly name: string,
    private readonly app: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get alive(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Whether it lives, else how it ended, and what it said last. */
  get standing(): string {
    const { child } = this;
    const how =
      child === undefined ? 'not started' : this.alive ? `lives (${child.pid ?? ''})` : (child.signalCode ?? String(child.exitCode));
    return `${this.name}: ${how}\n${this.said.slice(-SAID_LAST)}`;
  }

  /**
   * Starts it. @param place where it dies, as `BANGFU_FAIL_POINT` takes it
   * @returns whether it got ready; false where it ended before. @throws after the limit
   */
  async start(place?: string): Promise<boolean> {
    this.said = '';
    const armed = place === undefined ? {} : { BANGFU_TEST: '1', BANGFU_FAIL_POINT: place };
    const child = spawn(process.execPath, [join(APPS, this.app, 'src', 'main.js')], {
      env: { PATH: process.env['PATH'], ...this.environment, ...armed },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    return this.ready(child);
  }

  /** Waits for its end. @returns the signal's name or the exit code. @throws with what it said after the limit */
  async end(limitMs: number): Promise<string> {
    const { child } = this;
    if (child === undefined) throw new Error(`${this.name} was not started`);
    if (this.alive) {
      const ended = await Promise.race([once(child, 'exit').then(() => true), patience(limitMs)]);
      if (!ended) throw new Error(`${this.name} has not ended within ${limitMs} ms:\n${this.said}`);
    }
    return child.signalCode ?? String(child.exitCode);
  }

  kill(): Promise<string> {
    if (this.alive) this.child?.kill('SIGKILL');
    return this.end(STOP_LIMIT_MS);
  }

  /** SIGTERM. @returns how it ended */
  async stop(): Promise<string> {
    if (this.child === undefined) return 'never started';
    if (this.alive) this.child.kill('SIGTERM');
    return this.end(STOP_LIMIT_MS);
  }

  private ready(child: ChildProcess): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.name} is not ready after ${READY_LIMIT_MS} ms:\n${this.said}`)),
        READY_LIMIT_MS,
      );
      const settle = (isReady: boolean): void => {
        clearTimeout(limit);
        resolve(isReady);
      };
      const hear = (chunk: Buffer): void => {
        this.said = `${this.said}${chunk.toString()}`.slice(-20_000);
        if (/^bangfu .*ready /m.test(this.said)) settle(true);
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('exit', () => settle(false));
    });
  }
}

function patience(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ms).unref();
  });
}
