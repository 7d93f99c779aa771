/** One bar: what was measured, what it should be, and every run behind it. */
export interface Bar {
  readonly id: string;
  readonly value: number;
  readonly goal: number;
  readonly unit: string;
  /** Whether more is better. */
  readonly atLeast: boolean;
  readonly runs: readonly number[];
}

export function holds({ value, goal, atLeast }: Bar): boolean {
  return atLeast ? value >= goal : value <= goal;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Stops the bench: a number over a wrong result is worth nothing. */
export function must(fact: boolean, what: string): void {
  if (!fact) throw new Error(`oracle: ${what}`);
}
