import type { FactoryProvider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Job, JobResult } from '#contracts';
import type { DemoYear } from '#demo';
import { type DemoLoading, hashProjection, type JobRun, Jobs, type Noting, Operations, positionsOf } from '#event-log';
import { ProblemError } from '#platform';
import { clearDemo, DEMO_YEARS, demoYear, enterDemo, enterDemoAccounts } from './demo.js';
import { caughtUp } from './first-start.js';
import type { OpenLedger } from './open-ledger.js';
import type { AsksItself } from './serve.js';

/** The rows of one read model as they stand, and how far it has read. */
interface Standing {
  readonly positions: string;
  readonly hash: string;
}

/** What the command line does to a ledger that stands still, done to one that is open and answers meanwhile. */
class OfficeOperations extends Operations {
  readonly demonstrations = DEMO_YEARS.map(({ name }) => name);
  private readonly running: Jobs;

  constructor(
    private readonly open: OpenLedger,
    private readonly http: AsksItself,
  ) {
    super();
    this.running = new Jobs(() => open.clock.now(), open.report);
  }

  get projections(): readonly string[] {
    return this.open.ledger.projections.map(({ name }) => name);
  }

  async loadDemo(name: string, noted: Noting): Promise<DemoLoading> {
    const year = demoYear(name);
    if (year === undefined) throw new ProblemError([{ code: 'DEMO.UNKNOWN', params: { name, known: this.demonstrations.join('、') } }]);
    const notes: string[] = [];
    const withAccounts = async (): Promise<void> => {
      await noted();
      await enterDemoAccounts(year, this.open, this.open.accounts, (line) => notes.push(line));
    };
    const plan = { kind: 'demo-load', subjects: [name], noted: withAccounts } as const;
    return { job: await this.running.start({ ...plan, work: (run) => this.enter(year, run) }), notes };
  }

  clearDemo(noted: Noting): Promise<Job> {
    const work = async (): Promise<JobResult> => {
      const { withdrawn, kept } = await clearDemo(this.open);
      return { entries: withdrawn, kept: kept.length };
    };
    return this.running.start({ kind: 'demo-clear', subjects: [], noted, work });
  }

  async rebuild(projections: readonly string[], noted: Noting): Promise<Job> {
    const known = this.projections;
    const unknown = projections.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new ProblemError(unknown.map((name) => ({ code: 'PROJECTION.UNKNOWN', params: { name, known: known.join('、') } })));
    }
    return this.running.start({ kind: 'rebuild', subjects: projections, noted, work: (run) => this.fold(projections, run) });
  }

  jobs(): readonly Job[] {
    return this.running.all();
  }

  job(id: string): Job {
    return this.running.one(id);
  }

  cancel(id: string): Job {
    return this.running.cancel(id);
  }

  listen(listener: (job: Job) => void): () => void {
    return this.running.listen(listener);
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  /** Cancelled, it goes on where it stopped when it is loaded again. */
  private async enter(year: DemoYear, { signal, progress }: JobRun): Promise<JobResult> {
    let sent = 0;
    const entries = await enterDemo(year, this.open, this.http, () => {
      signal.throwIfAborted();
      sent += 1;
      progress(sent, null);
    });
    await caughtUp(this.open);
    return { entries };
  }

  private async fold(names: readonly string[], { signal, progress }: JobRun): Promise<JobResult> {
    const before = await this.standing(names);
    const { events, parked } = await this.open.ledger.rebuild(names, { signal, onProgress: ({ done, of }) => progress(done, of) });
    progress(events, events);
    const after = await this.standing(names);
    return { entries: events, parked, differing: differing(before, after) };
  }

  private standing(names: readonly string[]): Promise<readonly Standing[]> {
    const { database, ledger } = this.open;
    const projections = ledger.projections.filter(({ name }) => names.includes(name));
    return database.snapshot(async (session) => {
      const standing: Standing[] = [];
      for (const projection of projections) {
        const positions = JSON.stringify([...(await positionsOf(session, projection))].sort());
        standing.push({ positions, hash: await hashProjection(session, projection, (table) => table) });
      }
      return standing;
    });
  }
}

/** How many hold other rows than before; `null` where one of those has read on meanwhile. */
function differing(before: readonly Standing[], after: readonly Standing[]): number | null {
  const others = before.flatMap((standing, index) => (standing.hash === after[index]?.hash ? [] : [{ standing, now: after[index] }]));
  return others.some(({ standing, now }) => standing.positions !== now?.positions) ? null : others.length;
}

/** Gives the {@link Operations} of a standalone ledger; the demonstration comes in through the process's own routes. */
export function officeOperations(open: OpenLedger): FactoryProvider<Operations> {
  return {
    provide: Operations,
    inject: [HttpAdapterHost],
    useFactory: ({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) =>
      new OfficeOperations(open, { app: httpAdapter, inside: open.office.inside }),
  };
}
