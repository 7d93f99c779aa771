import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

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

export function printBar(bar: Bar): void {
  const value = bar.value.toFixed(2).padStart(10);
  console.log(`${holds(bar) ? 'ok ' : 'NOT'} ${bar.id.padEnd(26)} ${value} ${bar.unit}  (goal ${bar.atLeast ? '≥' : '≤'} ${bar.goal})`);
}

/** What stands behind a flag of the command line. */
export function valueOf(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at < 0 ? undefined : args[at + 1];
}

/** Writes the run to the file behind `--json`, if there is one (contract §8). @param beside what stands beside the bars */
export async function writeResult(args: readonly string[], beside: object, bars: readonly Bar[]): Promise<void> {
  const file = valueOf(args, '--json');
  if (file === undefined) return;
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  const judged = bars.map((bar) => ({ ...bar, ok: holds(bar) }));
  await writeFile(file, JSON.stringify({ machine, date: new Date().toISOString(), ...beside, bars: judged }, null, 2));
}
