import { type EventMeta, isRefusal, type NewEvent, type Outcome } from '#contracts';
import { adjustReserve } from './adjust-reserve.js';
import { confirmReserve, withOtherEyes } from './confirm-reserve.js';
import type { Reserve } from './reserve.js';
import { declaring, OWN, Scenario, step } from '../testing/reserve-scenario.js';
import { submitReserve } from './submit-reserve.js';

const ON = '2021-03-10';
/** Every event of a scenario is this account's. */
const ENTERED_BY = '示例"采购"';

function by(account: string, source: EventMeta['source'] = 'manual'): Pick<EventMeta, 'actor' | 'source'> {
  return { actor: { account, roles: ['purchaser', 'reviewer'], unitId: null }, source };
}

function confirming(who: Pick<EventMeta, 'actor' | 'source'>): (reserve: Reserve) => Outcome {
  return (reserve) => withOtherEyes(reserve, who, confirmReserve(reserve, step(ON)));
}

describe('who enters does not confirm', () => {
  const submitted = (): Scenario => {
    const scenario = Scenario.declared();
    scenario.do((reserve) => submitReserve(reserve, step(ON)));
    return scenario;
  };

  it('is refused to the account that declared and submitted, whatever its roles', () => {
    expect(submitted().refused(confirming(by(ENTERED_BY)))).toMatchObject([{ code: 'RESERVE.SAME_PERSON' }]);
  });

  it('is open to any other account', () => {
    expect(submitted().do(confirming(by('another'))).type).toBe('ReserveConfirmed');
  });

  it('is refused to who adjusted what was confirmed before, also where nobody submitted it', () => {
    const scenario = submitted();
    scenario.do(confirming(by('another')));
    scenario.do((reserve) => adjustReserve(reserve, declaring(OWN), '追加'));
    expect(scenario.refused(confirming(by(ENTERED_BY)))).toMatchObject([{ code: 'RESERVE.SAME_PERSON' }]);
  });

  it('counts from the last confirmation on: what an account entered before that binds it no more', () => {
    const scenario = submitted();
    scenario.do(confirming(by('another')));
    const adjusted = adjustReserve(scenario.reserve, declaring(OWN), '追加');
    if (isRefusal(adjusted)) throw new Error('refused');
    const recorded = scenario.record(adjusted[0] as NewEvent);
    expect(scenario.live.enteredBy).toEqual([recorded.meta.actor.account]);
  });

  it('says first that the reserve is in no state to be confirmed', () => {
    expect(Scenario.declared().refused(confirming(by(ENTERED_BY)))).toMatchObject([{ code: 'RESERVE.STATE' }]);
  });

  it('lets a demonstration pass, which one account enters whole', () => {
    expect(submitted().do(confirming(by(ENTERED_BY, 'demo'))).type).toBe('ReserveConfirmed');
  });
});
