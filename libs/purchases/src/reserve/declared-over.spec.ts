import { type Envelope, isRefusal, type NewEvent } from '#contracts';
import { declaration, declaring, OWN, Scenario, step } from '../testing/reserve-scenario.js';
import { declareReserve } from './declare-reserve.js';
import { type DeclaredOver, declaredOver, isDeclaredBy, restoreDeclaration } from './declared-over.js';
import { returnReserve } from './return-reserve.js';
import { isLive, type Reserve } from './reserve.js';
import { submitReserve } from './submit-reserve.js';

const LESS = declaration({ canteen: 'none', unionSpendFen: 40_000, unionReserveFen: 20_000 });
const MORE = declaration({ canteen: 'none', unionSpendFen: 70_000, unionReserveFen: 60_000 });

/** A reserve that people and imports declare one after the other. */
class Told extends Scenario {
  declare(given: typeof OWN, batchId?: string, approximate = false): this {
    this.batchId = batchId;
    this.do((reserve) => declareReserve(reserve, declaring(given, { approximate })));
    this.batchId = undefined;
    return this;
  }

  submit(): this {
    this.do((reserve) => submitReserve(reserve, step('2021-04-01')));
    return this;
  }

  returned(): this {
    this.do((reserve) => returnReserve(reserve, step('2021-04-02'), '请"核对"'));
    return this;
  }

  /** What taking an import back says of it; its event is recorded. */
  undo(importId: string | undefined): readonly string[] | string {
    const outcome = restoreDeclaration(this.over, { importId, reason: '导错了 𠮷', on: '2021-05-01' });
    if (outcome === undefined) return 'nothing';
    if (isRefusal(outcome)) return outcome.problems.map(({ code }) => code).join();
    this.batchId = importId;
    for (const event of outcome) this.record(event);
    this.batchId = undefined;
    return outcome.map(({ type }: NewEvent) => type);
  }

  get over(): DeclaredOver {
    return this.events.reduce((state: DeclaredOver, event: Envelope) => declaredOver.evolve(state, event), declaredOver.initial);
  }

  /** The reserve as it stands, without who has had a hand in it. */
  get standing(): Partial<Reserve> {
    const { reserve } = this;
    return isLive(reserve) ? { ...reserve, enteredBy: [] } : reserve;
  }
}

describe('a declaration that an import has put in the place of an earlier one', () => {
  it.each<[string, (told: Told) => Told]>([
    ['a draft', (told) => told],
    ['an approximate draft', () => new Told().declare(LESS, undefined, true)],
    ['one that was returned', (told) => told.submit().returned()],
    ['one of another import', () => new Told().declare(LESS, 'imp-0')],
  ])('gives way, when it is taken back, to what was there: %s, with its amounts, its floor and its figures', (_, begun) => {
    const told = begun(new Told().declare(OWN));
    const [before, figures] = [told.standing, told.figures()];
    told.declare(MORE, 'imp-1');
    expect(told.live).toMatchObject({ state: 'draft', declaration: MORE });
    expect(isDeclaredBy(told.over, 'imp-1')).toBe(true);
    expect(told.undo('imp-1')).toEqual(['ReserveDeclared']);
    expect([told.standing, told.figures()]).toEqual([before, figures]);
    expect(isDeclaredBy(told.over, 'imp-1')).toBe(false);
    expect(told.undo('imp-1')).toBe('nothing');
  });

  it('stays where it was declared again since, by a person or by another import, until that is taken back', () => {
    const byPerson = new Told().declare(OWN).declare(MORE, 'imp-1').declare(LESS);
    expect(byPerson.undo('imp-1')).toBe('RESERVE.DECLARED_SINCE');
    const byAnother = new Told().declare(OWN).declare(MORE, 'imp-1').declare(LESS, 'imp-2');
    expect(byAnother.undo('imp-1')).toBe('RESERVE.DECLARED_SINCE');
    expect(byAnother.undo('imp-2')).toEqual(['ReserveDeclared']);
    expect(byAnother.live.declaration).toEqual(MORE);
    expect(byAnother.undo('imp-1')).toEqual(['ReserveDeclared']);
    expect(byAnother.live.declaration).toEqual(OWN);
  });

  it('stays where it has gone to its reviewer since, and where it came back', () => {
    const told = new Told().declare(OWN).declare(MORE, 'imp-1').submit();
    expect(told.undo('imp-1')).toBe('RESERVE.STATE');
    expect(told.returned().undo('imp-1')).toBe('RESERVE.STATE');
  });

  it('is none of an import that began the reserve, of a person, or of a reserve that was withdrawn', () => {
    const told = new Told().declare(OWN, 'imp-1').declare(MORE);
    expect([told.undo('imp-1'), told.undo('imp-2'), told.undo(undefined)]).toEqual(['nothing', 'nothing', 'nothing']);
    expect([isDeclaredBy(told.over, 'imp-1'), isDeclaredBy(told.over, 'imp-2')]).toEqual([true, false]);
    const gone = new Told().declare(OWN).declare(MORE, 'imp-1');
    gone.record({
      type: 'RecordWithdrawn',
      data: { streamId: 'reserve-u-1-2021', reason: '演示', postings: [] },
      occurredOn: '2021-05-01',
    });
    expect([gone.undo('imp-1'), isDeclaredBy(gone.over, 'imp-1')]).toEqual(['nothing', false]);
  });
});
