import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { RimRequest } from '../commanded.js';
import { ProblemError } from '../problem-error.js';
import { Buckets } from './buckets.js';
import type { Allowance } from './token-bucket.js';

const PER_USER = 'bangfu:per-user';

/** A kind of work that costs much, and how much of it one account may ask for. */
export interface CostlyWork extends Allowance {
  /** Routes of one name share one allowance. */
  readonly name: string;
}

/** Files in: evidence and sheets. */
export const UPLOADS: CostlyWork = { name: 'uploads', atOnce: 60, perMinute: 60 };
/** Sheets that are read, checked and entered in the background. */
export const IMPORTS: CostlyWork = { name: 'imports', atOnce: 40, perMinute: 40 };
/** Plans made anew: columns chosen, cells mended, plans committed. Nobody who mends a sheet by hand comes near it. */
export const REPLANS: CostlyWork = { name: 'replans', atOnce: 240, perMinute: 240 };
/** Documents and sheets out. */
export const EXPORTS: CostlyWork = { name: 'exports', atOnce: 10, perMinute: 20 };

/** Names and telephones shown: whoever needs one has a reason for it, and nobody needs all of them. */
export const REVEALS: CostlyWork = { name: 'reveals', atOnce: 30, perMinute: 10 };

/** Limits a route for each account; beyond it the answer is 429 `RATE.LIMITED` with `Retry-After`. */
export function LimitedPerUser(work: CostlyWork): MethodDecorator & ClassDecorator {
  return SetMetadata(PER_USER, work);
}

/** Keeps {@link LimitedPerUser}. In memory: each instance counts for itself. A demonstration is entered at one go, unlimited. */
export class PerUserGuard implements CanActivate {
  private readonly works = new Map<string, Buckets>();

  /** @param nowMs a clock that never goes back */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** @throws ProblemError RATE.LIMITED */
  canActivate(execution: ExecutionContext): boolean {
    const work = workOf(execution);
    const { actor, source } = execution.switchToHttp().getRequest<RimRequest>().rim.meta;
    if (work === undefined || source === 'demo') return true;
    const now = this.nowMs();
    const bucket = this.bucketsOf(work).of(actor.account, now);
    const waitMs = bucket.waitMs(now);
    if (waitMs > 0) throw new ProblemError([{ code: 'RATE.LIMITED', params: { waitSeconds: Math.ceil(waitMs / 1_000) } }]);
    bucket.take(now);
    return true;
  }

  private bucketsOf(work: CostlyWork): Buckets {
    const buckets = this.works.get(work.name) ?? new Buckets(work);
    this.works.set(work.name, buckets);
    return buckets;
  }
}

function workOf(execution: ExecutionContext): CostlyWork | undefined {
  const places = [execution.getHandler(), execution.getClass()];
  return places.map((place) => Reflect.getMetadata(PER_USER, place) as CostlyWork | undefined).find((work) => work !== undefined);
}
