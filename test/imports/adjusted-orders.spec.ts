import { dayNumber, type PeriodLock } from '#contracts';
import type { Directory, ImportDesk, KnownUnit } from '#imports';
import { lateOrders } from '../support/closing-office.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, codes, deskOf, entriesOf, plan } from './support/order-plan.js';

const LATE = '发票迟到';

function locked(unitId: string, period: string): PeriodLock {
  const lockId = `${unitId} ${period}`;
  return { lockId, unitId, period, sales: false, reason: null, lockedBy: 'reviewer', lockedAt: '2021-02-01T00:00:00.000Z' };
}

/** `edu` with `school` below it, both locked over some periods, as somebody sees them who may do so much for each. */
function directory(
  reach: Readonly<Record<'edu' | 'school', Pick<KnownUnit, 'stays' | 'adjusted'>>>,
  ...periods: readonly string[]
): Directory {
  const unit = (id: 'edu' | 'school', name: string, parentId: string | null): KnownUnit => ({
    ...{ id, name, parentId, kind: 'budget-unit', regionCode: '610124', closedOn: null, inScope: true },
    ...reach[id],
  });
  return {
    units: [unit('edu', '示例区教育局', null), unit('school', '示例学校', 'edu')],
    villages: [],
    policyRules: [],
    locks: {
      locks: periods.map((period) => locked('edu', period)),
      parents: [
        { unitId: 'edu', fromDay: 0, parentId: null },
        { unitId: 'school', fromDay: 0, parentId: 'edu' },
      ],
    },
  };
}

const ALWAYS = [{}];
/** A reviewer of `edu`. */
const REVIEWS = { edu: { stays: [] }, school: { stays: [], adjusted: ALWAYS } };
/** The same who is its purchaser, too. */
const BOTH = { edu: { stays: ALWAYS }, school: { stays: ALWAYS, adjusted: ALWAYS } };

async function planned(known: Directory, ...rows: Parameters<typeof lateOrders>[1][]): Promise<ImportDesk> {
  const desk = await deskOf(Buffer.from(lateOrders('sheet.csv', ...rows).bytes));
  await plan(desk, new MemoryLedger(known));
  return desk;
}

const told = async (desk: ImportDesk): Promise<readonly string[]> => codes(await desk.rows('all', ALL));

describe('an order of a locked period, by who brings it', () => {
  it('is adjusted with the periods of its days, each told once', async () => {
    const paid = { 支付日期: '2020-06-01', '支付金额（元）': 500, 验收日期: '2020-06-02', 调整原因: LATE };
    const desk = await planned(directory(REVIEWS, '2020-05', '2020-06'), { 下单日期: '2020-05-20', ...paid });
    const [row] = await desk.rows('all', ALL);
    expect(row).toMatchObject({
      state: 'warned',
      cells: [
        { column: '下单日期', params: { period: '2020-05' } },
        { column: '支付日期', params: { period: '2020-06' } },
      ],
    });
    expect(row?.cells).toHaveLength(2);
  });

  it('names the lock that came first where a month and its year are locked', async () => {
    const desk = await planned(directory(REVIEWS, '2020', '2020-05'), { 下单日期: '2020-05-20', 调整原因: LATE });
    expect(await desk.rows('all', ALL)).toMatchObject([{ cells: [{ code: 'PERIOD.WILL_ADJUST', params: { period: '2020' } }] }]);
  });

  it('is its own reviewer’s only as long as its unit was below theirs', async () => {
    const until = { edu: { stays: [] }, school: { stays: [], adjusted: [{ toDay: dayNumber('2020-05-15') }] } };
    const rows = ['2020-05-15', '2020-05-16'].map((下单日期) => ({ 下单日期, 调整原因: LATE }));
    const paidLater = { 下单日期: '2020-05-15', 支付日期: '2020-05-16', '支付金额（元）': 500, 调整原因: LATE };
    const desk = await planned(directory(until, '2020-05'), ...rows, paidLater);
    expect(await told(desk)).toEqual(['2 PERIOD.WILL_ADJUST', '3 UNIT.OUT_OF_SCOPE', '4 PERIOD.LOCKED', '4 PERIOD.WILL_ADJUST']);
  });

  it('is entered by who is both: open days as purchaser, locked ones with a reason, and the own unit’s not at all', async () => {
    const desk = await planned(
      directory(BOTH, '2020-05'),
      { 下单日期: '2020-04-30', 支付日期: '2020-05-02', '支付金额（元）': 500, 调整原因: LATE },
      { 下单日期: '2020-04-30', 采购单位: '示例区教育局' },
      { 下单日期: '2020-05-01', 采购单位: '示例区教育局', 调整原因: LATE },
      { 下单日期: '2020-04-29', 调整原因: LATE },
      { 下单日期: '2020-05-03' },
    );
    expect(await told(desk)).toEqual(['2 PERIOD.WILL_ADJUST', '4 PERIOD.LOCKED', '5 PERIOD.NOTHING_TO_ADJUST', '6 PERIOD.REASON_REQUIRED']);
    const [first] = await entriesOf(desk);
    expect(first?.commands.map(({ body }) => body['adjustmentReason'])).toEqual([undefined, LATE]);
  });

  it('says in a refund’s own reason why it is adjusted', async () => {
    const steps = { 支付日期: '2020-05-21', '支付金额（元）': 500, '退款金额（元）': 10 };
    const desk = await planned(directory(REVIEWS, '2020-05'), { 下单日期: '2020-05-20', ...steps, 调整原因: LATE });
    const [entry] = await entriesOf(desk);
    expect(entry?.commands.at(-1)?.body).toEqual({ occurredOn: '2020-05-21', amountFen: 1_000, reason: LATE });
  });

  it('is the reviewer’s with its open days, too, where one of its days is locked, and no purchaser’s then', async () => {
    const paid = { '支付金额（元）': 500, 调整原因: LATE };
    const rows = [
      { 下单日期: '2020-05-20', 支付日期: '2020-06-04', ...paid },
      { 下单日期: '2020-04-20', 支付日期: '2020-05-04', ...paid },
      { 下单日期: '2020-04-20', 支付日期: '2020-06-04', ...paid },
      { 下单日期: '2020-04-21', 支付日期: '2020-05-04', '支付金额（元）': 500 },
    ];
    const desk = await planned(directory(REVIEWS, '2020-05'), ...rows);
    expect(await told(desk)).toEqual([
      ...['2 PERIOD.WILL_ADJUST', '3 PERIOD.WILL_ADJUST', '4 PERIOD.NOT_LOCKED', '4 PERIOD.NOT_LOCKED', '5 PERIOD.REASON_REQUIRED'],
    ]);
    const reasons = (await entriesOf(desk)).map(({ commands }) => commands.map(({ body }) => body['adjustmentReason']));
    expect(reasons).toEqual([
      [LATE, LATE],
      [LATE, LATE],
    ]);
    const purchaser = { edu: { stays: ALWAYS }, school: { stays: ALWAYS } };
    expect(await told(await planned(directory(purchaser, '2020-05'), ...rows))).toEqual([
      ...['2 PERIOD.LOCKED', '3 PERIOD.LOCKED', '4 PERIOD.NOTHING_TO_ADJUST', '5 PERIOD.LOCKED'],
    ]);
  });

  it('is rated with it where that moves no amount, and by those whose entry it is where no amount lies in a locked period', async () => {
    const rated = { 下单日期: '2020-05-20', 验收日期: '2020-05-22', 评价日期: '2020-05-22', 调整原因: LATE };
    const paidLater = { 支付日期: '2020-05-23', '支付金额（元）': 500 };
    const desk = await planned(directory(REVIEWS, '2020-05'), { ...rated, ...paidLater }, rated);
    expect(await told(desk)).toEqual(['2 PERIOD.WILL_ADJUST', '3 PERIOD.WILL_ADJUST']);
    const [, unpaid] = await entriesOf(desk);
    expect(unpaid?.commands.at(-1)?.body).toMatchObject({ stars: 5, adjustmentReason: LATE });
    const ratedAlone = { 下单日期: '2020-04-20', 验收日期: '2020-04-22', 评价日期: '2020-05-22' };
    const purchaser = { edu: { stays: ALWAYS }, school: { stays: ALWAYS } };
    expect(await told(await planned(directory(purchaser, '2020-05'), ratedAlone))).toEqual([]);
    const all = ['下单日期', '验收日期', '评价日期'].map(() => '2 PERIOD.NOT_LOCKED');
    expect(await told(await planned(directory(REVIEWS, '2020-05'), ratedAlone))).toEqual(all);
  });

  it('is told of its locks at once with what else must be mended, but not of a unit that is out of scope', async () => {
    const wrong = { 下单日期: '2020-05-20', 品类: '山货' };
    const known = directory(REVIEWS, '2020-05');
    const desk = await planned(known, wrong, { ...wrong, 调整原因: LATE }, { ...wrong, 采购单位: '示例区教育局' });
    expect(await told(desk)).toEqual([
      ...['2 CELL.ENUM_UNKNOWN', '2 PERIOD.REASON_REQUIRED'],
      ...['3 CELL.ENUM_UNKNOWN', '3 PERIOD.WILL_ADJUST'],
      ...['4 UNIT.OUT_OF_SCOPE', '4 CELL.ENUM_UNKNOWN'],
    ]);
    const others = await planned(directory({ ...REVIEWS, school: { stays: ALWAYS } }, '2020-05'), { ...wrong, 支付日期: '2020-05-21' });
    expect(await told(others)).toEqual(expect.arrayContaining(['2 CELL.ENUM_UNKNOWN', '2 PERIOD.LOCKED']));
  });
});
