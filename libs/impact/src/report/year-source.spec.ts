import type { Caller, Role } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { poster } from '../testing/small-history.js';
import { ReportWriter } from './report-writer.js';
import { YearSource } from './year-source.js';

/** Six households in one village and two in the other, of which three have exited: what a report may say of them, and to whom. */
describe('a report of few households', () => {
  let ledger: FiguresLedger;

  beforeAll(async () => {
    ledger = await FiguresLedger.open();
    const post = poster(ledger);
    for (const [index, village] of ['v1', 'v1', 'v1', 'v1', 'v1', 'v1', 'v2', 'v2'].entries()) {
      const counts = ['household.registered', 'household.registered-poor', ...(index < 3 ? ['household.exited-poor'] : [])];
      const under = { village, kind: 'registered-poor' };
      const postings = counts.map((measure) => ({ measure, delta: 1 }));
      post('households', 'HouseholdRegistered', `household-${index}`, '2020-02-01', { under, postings });
    }
    await ledger.project();
  });

  afterAll(() => ledger.close());

  const of = (role: Role): Caller => ({ actor: { account: 'spec', roles: [role], unitId: null }, source: 'manual' });

  function groupsFor(caller: Caller): Promise<readonly unknown[]> {
    return ledger.reader.atOneMoment((moment) =>
      new YearSource({ year: 2020 }, '2021-01-05', ledger.reader, moment, caller).groups('households.registered', 'village'),
    );
  }

  it.each([
    ['now', undefined, { yearIsOver: true, yearBefore: { year: 2019 } }],
    [
      'in June of the year',
      '2020-06-29T16:30:00.000Z',
      { yearIsOver: false, knownOn: '2020-06-30', yearBefore: { year: 2019, to: '2019-06-30' } },
    ],
    [
      'at its last moment',
      '2020-12-31T15:59:59.999Z',
      { yearIsOver: false, knownOn: '2020-12-31', yearBefore: { year: 2019, to: '2019-12-31' } },
    ],
    ['when it was over', '2020-12-31T16:00:00.000Z', { yearIsOver: true, yearBefore: { year: 2019 } }],
    ['at a moment that has not come', '2030-01-01T00:00:00.000Z', { yearIsOver: true, yearBefore: { year: 2019 } }],
  ])('of a year as it was known %s', async (_, knownAt, expected) => {
    const question = { year: 2020, ...(knownAt === undefined ? {} : { knownAt }) };
    const source = await ledger.reader.atOneMoment(
      async (moment) => new YearSource(question, '2021-01-05', ledger.reader, moment, undefined),
    );
    const { yearIsOver, knownOn, yearBefore } = source;
    expect({ yearIsOver, yearBefore, ...(knownOn === undefined ? {} : { knownOn }) }).toEqual(expected);
  });

  it('asks in groups for no small one, and none that it would follow from, by the rule of the figures', async () => {
    expect(await groupsFor(of('auditor'))).toMatchObject([
      { key: 'v1', value: 6 },
      { key: 'v2', value: 2 },
    ]);
    expect(await groupsFor(of('leader'))).toEqual([]);
  });

  it('names as the reason of what it leaves out that it is withheld, not that it is not there', async () => {
    const reasonFor = async (caller: Caller): Promise<string | undefined> => {
      const { omitted } = await new ReportWriter(ledger.reader, ledger.clock).annual({ year: 2020 }, caller);
      return omitted.find(({ template }) => template === 'household-exits')?.reason;
    };
    expect(await reasonFor(of('leader'))).toContain('不足5户');
    expect(await reasonFor(of('auditor'))).toBeUndefined();
  });
});
