import type { DemoRequest, DemoRun } from '../demo-request.js';
import { unitId, UNITS } from './places.js';

/** The unit that reports for the shared canteen. */
const REPRESENTATIVE = UNITS.findIndex((unit) => unit.canteen === 'shared');

/** Food spending of the first canteen in 2019, in fen; the others and the next year follow from it (invented). */
const FIRST_SPEND_FEN = 42_000_000;

/** 预留份额: every unit declares for 2019 and 2020 and is confirmed (amounts invented). */
export function reserves(run: DemoRun): DemoRequest[] {
  return [2019, 2020].flatMap((year) => UNITS.flatMap((unit, index) => reserveOf(run, index, unit.canteen, year)));
}

function reserveOf(run: DemoRun, index: number, canteen: string, year: number): DemoRequest[] {
  const path = `/api/units/${unitId(run, index)}/reserves/${year}`;
  const body = {
    canteen,
    ...amounts(run, index, canteen, year),
    note: '演示数据，金额为虚构',
    occurredOn: `${year}-03-0${(index % 9) + 1}`,
  };
  return [
    { path, body },
    { path: `${path}/submit`, body: { occurredOn: `${year}-03-12` } },
    { path: `${path}/confirm`, body: { occurredOn: `${year}-03-20` } },
  ];
}

function amounts(run: DemoRun, index: number, canteen: string, year: number): object {
  const spendFen = FIRST_SPEND_FEN + index * 1_500_000 + (year - 2019) * 3_000_000;
  const canteenAmounts = { canteenSpendFen: spendFen, canteenReserveFen: Math.round(spendFen / 8) };
  const union = index % 3 === 0 ? { unionSpendFen: 6_000_000, unionReserveFen: 1_800_000 } : {};
  switch (canteen) {
    case 'none':
      return { unionSpendFen: 4_000_000, unionReserveFen: 1_200_000 };
    case 'outsourced':
      return { ...canteenAmounts, ...union, contractorName: '示例餐饮服务公司' };
    case 'shared':
      return { representativeUnitId: unitId(run, REPRESENTATIVE), ...(index === REPRESENTATIVE ? { ...canteenAmounts, ...union } : {}) };
    default:
      return { ...canteenAmounts, ...union };
  }
}
