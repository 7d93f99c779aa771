import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../prepare.mjs';
import { recordService } from './folder.mjs';

/** A read model whose version was raised is rebuilt before the process is ready: up to a minute per million events. */
const READY_LIMIT_MS = 15 * 60_000;
const STOP_LIMIT_MS = 30_000;
const LONGEST_PAUSE_MS = 5_000;

export function app(name) {
  return join(root, 'dist', 'apps', name, 'src', 'main.js');
}

/** Creates the topics that are missing. @throws with what the command said */
export async function createTopics(environment) {
  const result = spawnSync(process.execPath, [join(root, 'dist', 'apps', 'standalone', 'src', 'cli.js'), 'topics', 'create'], {
    env: topicSettings(environment),
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`topics create → ${result.status}\n${result.stdout}${result.stderr}`);
}

function topicSettings(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('BANGFU_') || name.startsWith('BANGFU_KAFKA_')),
  );
}

/** One process of the cluster: started again when it dies, ended by its pid. */
export class ServiceProcess {
  /** What it has said until it was ready. */
  said = '';
  #child;
  #stopping = false;
  #pauseMs = 200;

  /** @param folder of the cluster, where its pid is written down */
  constructor(file, name, folder, environment) {
    this.file = file;
    this.name = name;
    this.folder = folder;
    this.environment = environment;
  }

  /** Resolves with its ready line. @throws where it ends before, with what it said */
  async start() {
    const child = spawn(process.execPath, ['--enable-source-maps', this.file], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    recordService(this.folder, this.name, child.pid);
    this.said = '';
    const isReady = () => /^bangfu .*ready .*$/m.test(this.said);
    await new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.name}: 未在 ${READY_LIMIT_MS / 1000} 秒内就绪 / not ready in time`)),
        READY_LIMIT_MS,
      );
      child.stdout.on('data', (chunk) => {
        if (isReady()) return;
        this.said += chunk.toString();
        if (!isReady()) return;
        clearTimeout(limit);
        resolve();
      });
      child.once('exit', (code, signal) => {
        clearTimeout(limit);
        reject(new Error(`${this.name}: ended with ${code ?? signal} before it was ready\n${this.said}`));
      });
    });
    this.#pauseMs = 200;
    child.once('exit', (code, signal) => void this.#again(code ?? signal));
  }

  /** SIGTERM, then SIGKILL where it does not end. */
  async stop() {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  async #again(how) {
    if (this.#stopping) return;
    console.error(`${this.name}: 已退出（${how}），重新启动 / ended (${how}), starting again`);
    await new Promise((resume) => setTimeout(resume, this.#pauseMs));
    const pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
    if (this.#stopping) return;
    try {
      await this.start();
    } catch (error) {
      console.error(error.message);
      this.#pauseMs = pauseMs;
      await this.#again('not ready');
    }
  }
}
