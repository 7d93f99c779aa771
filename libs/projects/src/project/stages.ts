import { dayNumber, type BusinessDay } from '#contracts';

/** What lateness and progress are read from, in the ledger's rows as in the project's state. */
export interface StagePoint {
  readonly stage: string;
  readonly state: 'open' | 'reached' | 'skipped';
  readonly baseline: BusinessDay | null;
  readonly reachedOn: BusinessDay | null;
}

/** A ratio as every answer writes it (contract §4); `permyriad` is half-up to 0.01 % and null over nothing. */
export interface Progress {
  readonly numerator: number;
  readonly denominator: number;
  readonly permyriad: number | null;
}

/** The first stage that is neither reached nor skipped; null where nothing is left to do. */
export function nextOpenStage(stages: readonly StagePoint[]): string | null {
  return stages.find((stage) => stage.state === 'open')?.stage ?? null;
}

/**
 * 滞后天数 of one stage: from its baseline to the day it was reached, or to `today` while it is open; never below 0.
 * A stage without a baseline or a skipped one is not late (contract §9, Stocks and flows).
 */
export function daysLateOf(stage: StagePoint, today: BusinessDay): number {
  if (stage.baseline === null || stage.state === 'skipped') return 0;
  return Math.max(0, dayNumber(stage.reachedOn ?? today) - dayNumber(stage.baseline));
}

/** 项目滞后天数: the largest over its stages; 0 for a project without stages. */
export function daysLate(stages: readonly StagePoint[], today: BusinessDay): number {
  return stages.reduce((most, stage) => Math.max(most, daysLateOf(stage, today)), 0);
}

/** Reached stages of those that are to be reached: a skipped stage is no progress and no duty either. */
export function progressOf(stages: readonly StagePoint[]): Progress {
  const numerator = stages.filter((stage) => stage.state === 'reached').length;
  const denominator = stages.filter((stage) => stage.state !== 'skipped').length;
  const permyriad = denominator === 0 ? null : Math.floor((numerator * 20_000 + denominator) / (denominator * 2));
  return { numerator, denominator, permyriad };
}
