import type { Dimensions, Envelope, Measure } from '#contracts';

/** One posting with everything said about it, as an outsider would write it down. */
export interface Fact {
  readonly event: Envelope;
  readonly measure: Measure;
  readonly delta: number;
  readonly day: string;
  readonly under: Dimensions;
  readonly member: string | undefined;
}

export type Value = number | null | { numerator: number; denominator: number; permyriad: number } | { permyriad: number };

/** What tells the linked sales of an order apart. */
export function saleOf({ event, member, day, under }: Fact): string {
  return [event.streamId, member, day, under.village, under.category].join('|');
}

/** The sum of facts. */
export function total(facts: readonly Fact[]): number {
  return facts.reduce((sum, { delta }) => sum + delta, 0);
}

/** A ratio half up to a hundredth of a percent; `null` over no base. */
export function ratio(numerator: number, denominator: number): Value {
  if (denominator <= 0) return null;
  const permyriad = Math.sign(numerator) * Math.floor((Math.abs(numerator) * 20_000 + denominator) / (2 * denominator));
  return { numerator, denominator, permyriad: permyriad + 0 };
}

/** Whether a day lies in a time that a series names: 2020, 2020-Q1, 2020-03 or 2020-03-14. */
export function isWithin(day: string, time: string | undefined): boolean {
  const quarter = `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return time === undefined || time === quarter || day.startsWith(time);
}

/** The stage a project stands at after some steps: of those that hold, the one reached last. */
export function stageAfter(steps: readonly Fact[]): string {
  const holds = ({ under }: Fact): boolean => total(steps.filter((other) => other.under.stage === under.stage)) > 0;
  const reached = steps.filter((step) => step.delta > 0 && holds(step)).sort((one, other) => one.event.position - other.event.position);
  return reached.at(-1)?.under.stage ?? 'none';
}
