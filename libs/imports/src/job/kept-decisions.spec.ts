import type { Edit } from '../desk/edits.js';
import { type Answers, type KeptDecision, type LedgerPort, NO_QUESTIONS, NOTHING_KNOWN } from '../plan/known.js';
import { keptLedger, RecordingLedger } from './kept-answers.js';
import { decidedRows, decisionsAbout, withDecisions } from './kept-decisions.js';

const IMPORT = { kind: 'orders', importId: 'imp-1' } as const;
const BY = { by: 'li', now: '2026-11-26T00:00:00.000Z' } as const;
const PAIR = { unitId: 'u-1', likeness: 'like', rowKey: 'row', otherId: 'o-1' } as const;
const BESIDE = { ...PAIR, otherIds: ['o-1', 'o-2'], isKept: true } as const;
const KEPT: KeptDecision = { decision: 'two', decidedBy: 'wang', decidedAt: BY.now, importId: 'imp-0' };

const decide = (row: number, isSkipped: boolean): Edit => ({ kind: 'decision', row, isSkipped, reason: '张三来电确认' });

describe('decisions about two orders', () => {
  it('are kept of rows that stand beside a recorded order, without their reason; cells and other rows are none', () => {
    const edits: readonly Edit[] = [{ kind: 'cell', row: 2, column: '数量', value: '7' }, decide(2, false), decide(3, true)];
    expect(decidedRows(edits)).toEqual([2, 3]);
    const decisions = decisionsAbout(IMPORT, edits, [{ row: 2, ...BESIDE }], BY);
    expect(decisions).toEqual([{ ...IMPORT, ...PAIR, decision: 'two', decidedBy: 'li', decidedAt: BY.now }]);
  });

  it('are not kept of a unit that whoever decides may not enter for', () => {
    expect(decisionsAbout(IMPORT, [decide(2, false)], [{ row: 2, ...BESIDE, isKept: false }], BY)).toEqual([]);
  });

  it('are kept once for each pair, as they were said last, also on several rows of one order', () => {
    const compared = [
      { row: 2, ...BESIDE },
      { row: 3, ...BESIDE },
      { row: 4, ...BESIDE, otherId: 'o-2' },
    ];
    const decisions = decisionsAbout(IMPORT, [decide(2, false), decide(4, false), decide(3, true)], compared, BY);
    expect(decisions.map(({ otherId, decision }) => [otherId, decision])).toEqual([
      ['o-1', 'same'],
      ['o-2', 'two'],
    ]);
  });
});

describe('a decision that names the recorded order', () => {
  const about = (more: object): readonly string[] => {
    const edits: readonly Edit[] = [{ kind: 'decision', row: 2, isSkipped: true, ...more }];
    return decisionsAbout(IMPORT, edits, [{ row: 2, ...BESIDE }], BY).map(({ otherId }) => otherId);
  };

  it('is kept about that one, and not at all where the ledger has it no more', () => {
    expect([about({}), about({ otherId: 'o-2' }), about({ otherId: 'o-3' })]).toEqual([['o-1'], ['o-2'], []]);
  });

  it('is none where it says of equal rows that this is one more of them', () => {
    expect([about({ isSkipped: false, repeats: 1 }), about({ isSkipped: false, repeats: 1, otherId: 'o-1' })]).toEqual([[], ['o-1']]);
  });
});

describe('a ledger that knows what was decided before', () => {
  const asked: (readonly string[])[] = [];
  const store = {
    newest: (_kind: string, likenesses: readonly string[]) => {
      asked.push(likenesses);
      return Promise.resolve(new Map([['pair', KEPT]]));
    },
  };

  function over(likenessKeys: Answers['likenessKeys']): LedgerPort {
    const directory = { units: [], villages: [], policyRules: [] };
    return {
      directory: () => Promise.resolve(directory),
      answer: () => Promise.resolve({ ...NOTHING_KNOWN, likenessKeys }),
    };
  }

  beforeEach(() => asked.splice(0));

  it('asks once for all that is alike in a page, and not at all where nothing is', async () => {
    const none = withDecisions(over(new Map()), store, IMPORT);
    expect((await none.answer(NO_QUESTIONS)).decided.size).toBe(0);
    expect(asked).toEqual([]);
    const some = new Map(['like 1', 'like 2'].map((key) => [key, []]));
    const two = withDecisions(over(some), store, IMPORT);
    expect((await two.answer(NO_QUESTIONS)).decided).toEqual(new Map([['pair', KEPT]]));
    expect(asked).toEqual([['like 1', 'like 2']]);
  });

  it('says it again when the plan that was begun is made again; what an earlier release has kept says nothing of it', async () => {
    const recording = new RecordingLedger(withDecisions(over(new Map([['like', []]])), store, IMPORT), '2026-11-26');
    await recording.directory();
    await recording.answer(NO_QUESTIONS);
    const [first, page] = JSON.parse(JSON.stringify(recording.pages)) as [object, Readonly<Record<string, unknown>>];
    expect((await keptLedger([first, page]).ledger.answer(NO_QUESTIONS)).decided).toEqual(new Map([['pair', KEPT]]));
    const { decided: _decided, ...older } = page;
    expect((await keptLedger([first, older]).ledger.answer(NO_QUESTIONS)).decided).toEqual(new Map());
  });
});
