import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KafkaOptions } from '#event-log';
import type { MysqlOptions } from '#persistence';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'cluster-member.mjs');

/** What a process is told when it starts. */
export interface Told {
  readonly role: 'relay' | 'reader' | 'rebuild' | 'alone';
  /** Path of its SQLite file. */
  readonly file?: string;
  /** Its schema, where it has no file. */
  readonly mysql?: Omit<MysqlOptions, 'steps'>;
  readonly instance: string;
  readonly leaseMs: number;
  readonly group: string;
  readonly kafka: KafkaOptions;
}

/** A real process of the built code, to be killed. */
export class ClusterProcess {
  said = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: Promise<unknown>,
  ) {}

  /** @param failPoint `<name>[:<n>]`: where it dies by SIGKILL */
  static start(told: Told, failPoint?: string): ClusterProcess {
    const environment = failPoint === undefined ? {} : { BANGFU_TEST: '1', BANGFU_FAIL_POINT: failPoint };
    const { logger: _logger, ...kafka } = told.kafka;
    const child = spawn(process.execPath, [SCRIPT, JSON.stringify({ ...told, kafka })], {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new ClusterProcess(child, once(child, 'exit'));
    const hear = (chunk: Buffer): void => void (started.said += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    return started;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits for the end. @returns how it ended: a signal's name or an exit code */
  async end(): Promise<string> {
    if (this.alive) await this.exited;
    return this.child.signalCode ?? String(this.child.exitCode);
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<string> {
    if (this.alive) this.child.kill(signal);
    return this.end();
  }
}
