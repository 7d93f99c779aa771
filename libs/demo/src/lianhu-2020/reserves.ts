import type { DemoRequest, DemoRun } from '../demo-request.js';
import { unitId, UNITS } from './places.js';

/** The unit that reports for the shared canteen. */
const REPRESENTATIVE = UNITS.findIndex((unit) => unit.canteen === 'shared');

/** The unit whose 2020 reserve is returned once, and the one that adjusts it in autumn. */
const RETURNED = 2;
const ADJUSTED = 9;

/** Food spending of the first canteen in 2019, in fen; the others and the next year follow from it (invented). */
const FIRST_SPEND_FEN = 42_000_000;

const NOTE = '演示数据，金额为虚构';

/** The document of 2019 came at the end of May (财库〔2019〕27号), so that year was declared in June. */
const MONTH: Readonly<Record<number, string>> = { 2019: '2019-06', 2020: '2020-03' };

/** 预留份额: every unit declares for 2019 and 2020 and is confirmed; 2019 is locked (amounts invented). */
export function reserves(run: DemoRun): DemoRequest[] {
  return [2019, 2020].flatMap((year) => UNITS.flatMap((_, index) => reserveOf(run, index, year)));
}

function reserveOf(run: DemoRun, index: number, year: number): DemoRequest[] {
  const path = `/api/units/${unitId(run, index)}/reserves/${year}`;
  const month = MONTH[year] ?? '';
  const body = { ...amounts(run, index, year), note: NOTE, occurredOn: `${month}-0${(index % 9) + 1}` };
  return [
    { path, body },
    { path: `${path}/submit`, body: { occurredOn: `${month}-12` } },
    ...(year === 2020 && index === RETURNED ? returned(path, body) : []),
    { path: `${path}/confirm`, body: { occurredOn: `${month}-20` } },
    ...(year === 2020 && index === ADJUSTED ? adjusted(run, path) : []),
    ...(year === 2019 ? [{ path: `${path}/lock`, body: { occurredOn: '2020-01-15' } }] : []),
  ];
}

/** 退回, and declared and submitted again */
function returned(path: string, body: object): DemoRequest[] {
  return [
    { path: `${path}/return`, body: { reason: '示例：食堂食材采购总额与上年相差过大，请核对', occurredOn: '2020-03-14' } },
    { path, body: { ...body, occurredOn: '2020-03-16' } },
    { path: `${path}/submit`, body: { occurredOn: '2020-03-17' } },
  ];
}

/** 调整 in September: a larger reserve, confirmed anew */
function adjusted(run: DemoRun, path: string): DemoRequest[] {
  const { canteenReserveFen, ...rest } = amounts(run, ADJUSTED, 2020);
  const larger = { ...rest, canteenReserveFen: (canteenReserveFen ?? 0) + 1_000_000, note: NOTE };
  return [
    { path: `${path}/adjust`, body: { ...larger, reason: '示例：下半年用餐人数增加', occurredOn: '2020-09-07' } },
    { path: `${path}/submit`, body: { occurredOn: '2020-09-08' } },
    { path: `${path}/confirm`, body: { occurredOn: '2020-09-10' } },
  ];
}

interface Amounts {
  readonly canteen: string;
  readonly canteenSpendFen?: number;
  readonly canteenReserveFen?: number;
  readonly unionSpendFen?: number;
  readonly unionReserveFen?: number;
  readonly representativeUnitId?: string;
  readonly contractorName?: string;
}

function amounts(run: DemoRun, index: number, year: number): Amounts {
  const canteen = UNITS[index]?.canteen ?? 'none';
  const spendFen = FIRST_SPEND_FEN + index * 1_500_000 + (year - 2019) * 3_000_000;
  const ofCanteen = { canteenSpendFen: spendFen, canteenReserveFen: Math.floor(spendFen / 8) };
  const ofUnion = index % 3 === 0 ? { unionSpendFen: 6_000_000, unionReserveFen: 1_800_000 } : {};
  switch (canteen) {
    case 'none':
      return { canteen, unionSpendFen: 4_000_000, unionReserveFen: 1_200_000 };
    case 'outsourced':
      return { canteen, ...ofCanteen, ...ofUnion, contractorName: '示例餐饮服务公司' };
    case 'shared':
      return {
        canteen,
        representativeUnitId: unitId(run, REPRESENTATIVE),
        ...(index === REPRESENTATIVE ? { ...ofCanteen, ...ofUnion } : {}),
      };
    case 'own':
      return { canteen, ...ofCanteen, ...ofUnion };
  }
}
