import type { DemoRequest, DemoRun } from '../demo-request.js';
import { YANGHUA } from './places.js';

/**
 * 猕猴桃: twelve entries as a village would write them. The report gives their total only, 4.7万斤; how it is divided, on
 * which days, by whom and for how much is invented.
 */
const SALES = [
  { quantity: 5_000, unit: '斤', day: '2020-09-12', jin: 5_000 },
  { quantity: 2_500, unit: '公斤', day: '2020-09-15', jin: 5_000 },
  { quantity: 2, unit: '吨', day: '2020-09-20', jin: 4_000 },
  { quantity: 3_600, unit: '斤', day: '2020-09-25', jin: 3_600 },
  { quantity: 1_800, unit: '公斤', day: '2020-10-02', jin: 3_600 },
  { quantity: 2.5, unit: '吨', day: '2020-10-08', jin: 5_000 },
  { quantity: 4_400, unit: '斤', day: '2020-10-12', jin: 4_400 },
  { quantity: 2_200, unit: '公斤', day: '2020-10-16', jin: 4_400 },
  { quantity: 3, unit: '吨', day: '2020-10-22', jin: 6_000 },
  { quantity: 2_000, unit: '斤', day: '2020-10-28', jin: 2_000 },
  { quantity: 1_500, unit: '公斤', day: '2020-11-03', jin: 3_000 },
  { quantity: 0.5, unit: '吨', day: '2020-11-10', jin: 1_000 },
] as const;

/** The sale that a unit's order from the base bought: counted on both sides. */
const BOUGHT_BY_ORDER = 10;

const FEN_PER_JIN = 320;

const HOUSEHOLDS = 8;

/** 帮扶: what the 2020 work report of 莲湖区政协 tells. @param orderId the order that bought one of the sales */
export function support(run: DemoRun, orderId: string): DemoRequest[] {
  return [...households(run), ...sales(run, orderId), ...activities(run)];
}

function household(run: DemoRun, index: number): string {
  return run.id(`household-${index + 1}`);
}

/** The chain of an exit; the first households left a year before the others, so that 2019 has a rate of its own. */
function exitSteps(index: number): Record<string, string> {
  const year = index < 3 ? 2019 : 2020;
  return {
    appraisal: `${year}-10-10`,
    verification: `${year}-10-16`,
    consent: `${year}-10-20`,
    notice: `${year}-10-22`,
    announcement: `${year}-11-02`,
    deregistration: `${year}-11-10`,
  };
}

/** 包抓的贫困户全部脱贫退出: each with the full chain of dates. Number, names and dates are invented; names are sealed. */
function households(run: DemoRun): DemoRequest[] {
  return Array.from({ length: HOUSEHOLDS }, (_, index) => index).flatMap((index) => {
    const id = household(run, index);
    const members = 2 + (index % 4);
    const sealed = { name: `示例户${index + 1}`, phone: `000-0000-000${index + 1}` };
    const steps = exitSteps(index);
    return [
      {
        path: '/api/households',
        body: { id, villageCode: YANGHUA, category: 'registered-poor', members, occurredOn: '2019-01-10', private: sealed },
      },
      {
        path: `/api/households/${id}/exit`,
        body: { steps, evidence: [run.fileOf('exit')], occurredOn: steps.deregistration },
      },
    ];
  });
}

function sales(run: DemoRun, orderId: string): DemoRequest[] {
  return SALES.map(({ quantity, unit, day, jin }, index) => ({
    path: '/api/sales',
    body: {
      id: run.id(`sale-${index + 1}`),
      villageCode: YANGHUA,
      householdId: household(run, index % HOUSEHOLDS),
      product: '猕猴桃',
      category: 'fruit',
      quantity,
      unit,
      amountFen: jin * FEN_PER_JIN,
      occurredOn: day,
      buyer: index === BOUGHT_BY_ORDER ? { kind: 'order', orderId } : { kind: 'cooperative', name: '示例果业合作社' },
    },
  }));
}

function activities(run: DemoRun): DemoRequest[] {
  const activity = (name: string, body: object): DemoRequest => ({ path: '/api/activities', body: { id: run.id(name), ...body } });
  return [
    activity('visit-1', {
      kind: 'visit',
      villageCode: YANGHUA,
      place: '周至县哑柏镇阳化社区',
      topic: '消费扶贫考察',
      evidence: [run.fileOf('survey')],
      occurredOn: '2020-05-12',
    }),
    activity('visit-2', { kind: 'visit', place: '山阳县', topic: '消费扶贫考察', occurredOn: '2020-08-19' }),
    activity('training', {
      kind: 'training',
      topic: '职业技能培训（人次为演示虚构）',
      sessions: 1,
      participants: 60,
      occurredOn: '2020-07-08',
    }),
    activity('skills', { kind: 'skills-delivery', topic: '农业科技企业送技能', sessions: 1, occurredOn: '2020-07-22' }),
    activity('donation', {
      kind: 'donation',
      topic: '捐款捐物达150万元（捐款与捐物的划分为演示虚构）',
      cashFen: 90_000_000,
      goodsFen: 60_000_000,
      approximate: true,
      evidence: [run.fileOf('donation')],
      occurredOn: '2020-12-01',
    }),
  ];
}
