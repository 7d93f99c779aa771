import { type Bar, median } from '../result.js';
import type { ContenderTask } from './contenders/contender.js';
import { runContender } from './run-contender.js';
import type { BenchTopic } from './topic.js';

export const PROJECTORS = ['naive', 'tuned', 'bare', 'product'] as const;
export type ContenderName = (typeof PROJECTORS)[number];

/** What the turns of each contender came to. */
export interface ContenderRuns {
  readonly rates: number[];
  readonly memoryMb: number[];
  readonly cpuMicroseconds: number[];
}
export type Runs = Readonly<Record<ContenderName, ContenderRuns>>;

/** A slow contender gets fewer events, so that a run ends in minutes. */
const SHARES: Readonly<Record<ContenderName, number>> = { naive: 0.015, tuned: 0.075, bare: 1, product: 1 };

export type TaskOf = (group: string, events: number) => ContenderTask;

/** The contenders in turn over one topic and one set of tables, each turn held against the oracle. */
export async function projectorRuns(
  names: readonly ContenderName[],
  turns: number,
  events: number,
  task: TaskOf,
  topic: BenchTopic,
): Promise<Runs> {
  const empty = (): ContenderRuns => ({ rates: [], memoryMb: [], cpuMicroseconds: [] });
  const runs: Runs = { naive: empty(), tuned: empty(), bare: empty(), product: empty() };
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const name of names) {
      const result = await runContender(name, task(`${name}-${turn}`, Math.round(events * SHARES[name])), topic);
      const [rate, cpu] = [result.events / result.seconds, (result.cpuSeconds / result.events) * 1e6];
      runs[name].rates.push(rate);
      runs[name].memoryMb.push(result.rssMb);
      runs[name].cpuMicroseconds.push(cpu);
      console.log(
        `${turn} ${name.padEnd(8)} ${rate.toFixed(0).padStart(8)} events/s ${cpu.toFixed(1)} µs/event ${result.rssMb.toFixed(0)} MB`,
      );
    }
  }
  return runs;
}

/** The product against each of the others, medians of the turns' ratios. */
export function projectorBars(runs: Runs): Bar[] {
  const ratio = (other: ContenderName, goal: number): Bar => {
    const ratios = runs.product.rates.map((rate, turn) => rate / (runs[other].rates[turn] ?? Number.NaN));
    return { id: `projector-vs-${other}`, value: median(ratios), goal, unit: `× ${other}`, atLeast: true, runs: ratios };
  };
  return [ratio('naive', 100), ratio('tuned', 8), ratio('bare', 0.8)];
}
