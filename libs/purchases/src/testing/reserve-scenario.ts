import {
  type Counted,
  type Envelope,
  isRefusal,
  type Measure,
  type NewEvent,
  NOTHING_DECLARED,
  type PolicyRuleSet,
  type Refusal,
  type ReserveDeclaration,
} from '#contracts';
import type { Declaring } from '../reserve/declaration.js';
import { declareReserve } from '../reserve/declare-reserve.js';
import type { ReserveStep } from '../reserve/reserve-step.js';
import { evolve, isLive, type LiveReserve, type Reserve } from '../reserve/reserve.js';

export const UNIT = 'u-1';
export const YEAR = 2021;
export const DECLARED_ON = '2021-03-01';
/** Hostile on purpose: quotes, a character outside the basic plane, an emoji, a placeholder, a formula. */
export const NOTE = `=食堂"一" '𠮷' 🥝 {id} ? %s`;

/** 2021: a floor of 100 ‰. */
export const RULE: PolicyRuleSet = {
  ruleId: 'r-1',
  regionCode: '000000',
  year: YEAR,
  unitKind: null,
  floorPermille: 100,
  encouragedPermille: null,
  unionFloorPermille: null,
  deadline: '2021-06-30',
  effectiveFrom: '2021-01-01',
  basis: '财库〔2021〕19号',
};

const NOTHING: ReserveDeclaration = { ...NOTHING_DECLARED, canteen: 'none', note: NOTE };

/** A declaration without any amount but those given. */
export function declaration(given: Partial<ReserveDeclaration>): ReserveDeclaration {
  return { ...NOTHING, ...given };
}

/** 1,000,000 fen of food, 120,000 of it and 30,000 of the union's money reserved. */
export const OWN = declaration({
  canteen: 'own',
  canteenSpendFen: 1_000_000,
  canteenReserveFen: 120_000,
  unionSpendFen: 50_000,
  unionReserveFen: 30_000,
});

export function step(occurredOn: string, evidence: readonly string[] = []): ReserveStep {
  return { unitId: UNIT, year: YEAR, occurredOn, evidence };
}

export function declaring(given: ReserveDeclaration = OWN, more: Partial<Declaring> = {}): Declaring {
  return { ...step(DECLARED_ON), declaration: given, approximate: false, rule: RULE, unfit: [], ...more };
}

type Decide = (reserve: Reserve) => readonly NewEvent[] | Refusal;

/** Decides on the state that earlier decisions led to; events are numbered as the log would. */
export class Scenario {
  readonly events: Envelope[] = [];
  reserve: Reserve = { state: 'absent' };
  /** The import whose commands follow. */
  protected batchId: string | undefined;

  /** A reserve that was declared. */
  static declared(given: ReserveDeclaration = OWN, more: Partial<Declaring> = {}): Scenario {
    const scenario = new Scenario();
    scenario.do((reserve) => declareReserve(reserve, declaring(given, more)));
    return scenario;
  }

  /** Runs a decision that must be accepted. @returns its event */
  do(decide: Decide): NewEvent {
    const outcome = decide(this.reserve);
    if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
    const [event] = outcome;
    if (event === undefined || outcome.length > 1) throw new Error(`${outcome.length} events`);
    this.record(event);
    return event;
  }

  /** Runs a decision that must be refused. @returns its problems */
  refused(decide: Decide): Refusal['problems'] {
    const outcome = decide(this.reserve);
    if (!isRefusal(outcome)) throw new Error(`accepted: ${JSON.stringify(outcome)}`);
    return outcome.problems;
  }

  get live(): LiveReserve {
    if (!isLive(this.reserve)) throw new Error('the reserve is not declared');
    return this.reserve;
  }

  record(event: NewEvent): Envelope {
    const position = this.events.length + 1;
    const recorded: Envelope = {
      id: `purchases-${position}`,
      log: 'purchases',
      position,
      schemaVersion: 1,
      streamVersion: position,
      recordedAt: '2021-12-31T08:00:00.000Z',
      hash: '',
      previousHash: '',
      ...event,
      streamId: `reserve-${UNIT}-${YEAR}`,
      meta: {
        commandId: 'c',
        correlationId: 'r',
        actor: { account: '示例"采购"', roles: ['purchaser'], unitId: UNIT },
        source: this.batchId === undefined ? 'manual' : 'import',
        ...(this.batchId === undefined ? {} : { batchId: this.batchId }),
      },
    };
    this.events.push(recorded);
    this.reserve = evolve(this.reserve, recorded);
    return recorded;
  }

  /** What figures read of all events: per measure and canteen state the net amount up to and including a day, none of them 0. */
  figures(to = '9999-12-31'): Readonly<Record<string, number>> {
    const net = new Map<string, number>();
    for (const { data, occurredOn } of this.events) {
      const { under, postings = [], approximate = false } = data as Counted;
      for (const posting of postings.filter(({ day }) => (day ?? occurredOn) <= to)) {
        const { unit, year, kind } = { ...under, ...posting.under };
        if (unit !== UNIT || year !== YEAR) throw new Error(`posted under ${unit} ${year}`);
        const about = (posting.approximate ?? approximate) ? ' 约' : '';
        const key = `${posting.measure} ${kind}${about}`;
        net.set(key, (net.get(key) ?? 0) + posting.delta);
      }
    }
    return Object.fromEntries([...net].filter(([, amount]) => amount !== 0));
  }

  /** Net amount of one measure, whatever the canteen. */
  net(measure: Measure): number {
    return Object.entries(this.figures())
      .filter(([key]) => key.startsWith(`${measure} `))
      .reduce((sum, [, amount]) => sum + amount, 0);
  }
}
