import { type Counted, type Envelope, isRefusal, type NewEvent, type Refusal } from '#contracts';
import { registerUnit, type Registration } from '../unit/register-unit.js';
import type { UnitStep } from '../unit/unit-step.js';
import { evolve, type OpenUnit, type Unit } from '../unit/unit.js';

/** Hostile on purpose: quotes, a character outside the basic plane, an emoji, a placeholder, a formula. */
export const NAME = `=示例"一局" '𠮷' 🏛 {id} ? %s`;
export const OPENED_ON = '2019-01-01';

type Decide = (unit: Unit) => readonly NewEvent[] | Refusal;

/** Decides on the state that earlier decisions led to; events are numbered as the log would. */
export class UnitScenario {
  readonly events: Envelope[] = [];
  unit: Unit = { state: 'absent' };

  constructor(readonly unitId = 'u-1') {}

  /** A unit registered on 2019-01-01. */
  static registered(unitId = 'u-1', more: Partial<Registration> = {}): UnitScenario {
    const scenario = new UnitScenario(unitId);
    scenario.do((unit) => registerUnit(unit, undefined, registration({ unitId, ...more })));
    return scenario;
  }

  /** Runs a decision that must be accepted. @returns its events */
  do(decide: Decide): readonly NewEvent[] {
    const outcome = decide(this.unit);
    if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
    for (const event of outcome) this.record(event);
    return outcome;
  }

  /** Runs a decision that must be refused. @returns its problems */
  refused(decide: Decide): Refusal['problems'] {
    const outcome = decide(this.unit);
    if (!isRefusal(outcome)) throw new Error(`accepted: ${JSON.stringify(outcome)}`);
    return outcome.problems;
  }

  get open(): OpenUnit {
    if (this.unit.state !== 'open') throw new Error(`the unit is ${this.unit.state}`);
    return this.unit;
  }

  record(event: NewEvent): void {
    const position = this.events.length + 1;
    const recorded: Envelope = {
      id: `directory-${position}`,
      log: 'directory',
      position,
      schemaVersion: 1,
      streamVersion: position,
      recordedAt: '2021-12-31T08:00:00.000Z',
      hash: '',
      previousHash: '',
      ...event,
      streamId: `unit-${this.unitId}`,
      meta: { commandId: 'c', correlationId: 'r', actor: { account: 'admin', roles: ['admin'], unitId: null }, source: 'manual' },
    };
    this.events.push(recorded);
    this.unit = evolve(this.unit, recorded);
  }

  /** Whether figures count the unit as open at the end of a day, read from the postings alone. */
  openOn(day: string): number {
    return this.events.reduce((sum, { data, occurredOn }) => {
      const { under, postings = [] } = data as Counted;
      const counted = postings.filter((posting) => posting.measure === 'unit.open' && (posting.day ?? occurredOn) <= day);
      if (counted.length > 0 && (under?.unit !== this.unitId || under.kind !== 'budget-unit')) throw new Error('posted elsewhere');
      return sum + counted.reduce((net, { delta }) => net + delta, 0);
    }, 0);
  }
}

export function unitStep(occurredOn: string, more: Partial<UnitStep> = {}): UnitStep {
  return { unitId: 'u-1', occurredOn, evidence: [], unfit: [], ...more };
}

export function registration(more: Partial<Registration> = {}): Registration {
  return { ...unitStep(OPENED_ON), name: NAME, kind: 'budget-unit', parentId: null, regionCode: '610104', ...more };
}
