import type { Job } from '#contracts';
import { ProblemError } from '#platform';
import { type DemoLoading, Operations } from './operations.js';

/**
 * In the cluster no process has all logs and read models: a rebuild runs beside the process that owns the read model, with
 * that process's own settings. The console says by which command.
 */
export class ByCommand extends Operations {
  readonly demonstrations = [];
  readonly projections = [];

  loadDemo(): Promise<DemoLoading> {
    return Promise.reject(byCommand('BANGFU_DEMO=… npm run cluster'));
  }

  clearDemo(): Promise<Job> {
    return Promise.reject(byCommand('npm run bangfu -- cluster demo clear purchases projects households gateway'));
  }

  rebuild(): Promise<Job> {
    return Promise.reject(byCommand('npm run bangfu -- cluster rebuild <service> <projection>'));
  }

  jobs(): readonly Job[] {
    return [];
  }

  job(id: string): Job {
    throw unknown(id);
  }

  cancel(id: string): Job {
    throw unknown(id);
  }

  listen(): () => void {
    return () => undefined;
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

function byCommand(command: string): ProblemError {
  return new ProblemError([{ code: 'JOB.BY_COMMAND', params: { command } }]);
}

function unknown(id: string): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
}
