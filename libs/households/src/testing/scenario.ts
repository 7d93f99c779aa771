import { isRefusal, type BusinessDay, type Counted, type Envelope, type NewEvent, type Refusal, type Source } from '#contracts';
import type { StreamRef } from '#event-log';
import type { KnownVillage, Village } from '../village/village.js';

/** Hostile on purpose: quotes, a character outside the basic plane, an emoji, a placeholder, a formula. */
export const NAME = `=阳化"社区" '𠮷' 🥝 {id} ? %s`;

export const TODAY = '2020-12-31';

export const VILLAGE: KnownVillage = {
  state: 'registered',
  code: '610124103201',
  name: NAME,
  countyCode: '610124',
  township: '哑柏镇',
  registeredOn: '2020-01-01',
  source: 'manual',
};

export const NO_VILLAGE: Village = { state: 'absent' };

/** A recorded event, numbered as the log would. */
export function envelope(streamId: string, streamVersion: number, event: NewEvent, source: Source = 'manual'): Envelope {
  return {
    id: `households-${streamVersion}`,
    log: 'households',
    position: streamVersion,
    schemaVersion: 1,
    streamVersion,
    recordedAt: '2020-12-31T08:00:00.000Z',
    hash: '',
    previousHash: '',
    ...event,
    streamId,
    meta: { commandId: 'c', correlationId: 'r', actor: { account: '示例"村级"', roles: ['village-staff'], unitId: null }, source },
  };
}

/** Decides on the state that earlier decisions led to. */
export class Scenario<State> {
  readonly events: Envelope[] = [];
  state: State;

  constructor(
    private readonly stream: StreamRef<State>,
    private readonly source: Source = 'manual',
  ) {
    this.state = stream.definition.initial;
  }

  /** Runs a decision that must be accepted. @returns its events */
  do(decide: (state: State) => readonly NewEvent[] | Refusal): readonly Envelope[] {
    const outcome = decide(this.state);
    if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
    return outcome.map((event) => this.record(event));
  }

  /** Runs a decision that must be refused. @returns its problems */
  refused(decide: (state: State) => readonly NewEvent[] | Refusal): Refusal['problems'] {
    const outcome = decide(this.state);
    if (!isRefusal(outcome)) throw new Error(`accepted: ${JSON.stringify(outcome)}`);
    return outcome.problems;
  }

  record(event: NewEvent): Envelope {
    const recorded = envelope(this.stream.id, this.events.length + 1, event, this.source);
    this.events.push(recorded);
    this.state = this.stream.definition.evolve(this.state, recorded);
    return recorded;
  }

  withdraw(reversal: Counted): Envelope {
    const data = { streamId: this.stream.id, reason: '演示结束', ...reversal };
    return this.record({ type: 'RecordWithdrawn', occurredOn: TODAY, data });
  }

  /** The contributions of a measure as a figure would read them: one net amount per day, dimensions, member and 约, none of them 0. */
  net(measure: string): Readonly<Record<string, number>> {
    return netOf(this.events.flatMap((event) => contributionsOf(event, measure)));
  }

  /** What all measures together still hold; empty where every figure is back to what it was. */
  left(): Readonly<Record<string, number>> {
    return netOf(this.events.flatMap((event) => contributionsOf(event)));
  }
}

function contributionsOf({ data, occurredOn }: Envelope, only?: string): [string, number][] {
  const { under, postings = [], approximate = false } = data as Counted;
  return postings
    .filter(({ measure }) => only === undefined || measure === only)
    .map((posting) => {
      // The product is a dimension of every posting of a sale; it has a test of its own.
      const { product: _product, ...others } = { ...under, ...posting.under };
      const dimensions = Object.values(others).sort();
      const about = (posting.approximate ?? approximate) ? ['约'] : [];
      const member = posting.member === undefined ? [] : [`@${posting.member}`];
      const measure = only === undefined ? [posting.measure] : [];
      return [[...measure, posting.day ?? occurredOn, ...dimensions, ...member, ...about].join(' '), posting.delta];
    });
}

function netOf(contributions: readonly [string, number][]): Record<string, number> {
  const net = new Map<string, number>();
  for (const [key, delta] of contributions) net.set(key, (net.get(key) ?? 0) + delta);
  return Object.fromEntries([...net].filter(([, amount]) => amount !== 0));
}

/** A dated step whose files are all known. */
export function step<Body extends object>(occurredOn: BusinessDay, body: Body): Body & { occurredOn: BusinessDay; missingFiles: string[] } {
  return { missingFiles: [], ...body, occurredOn };
}
