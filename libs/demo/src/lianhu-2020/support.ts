import type { DemoRequest, DemoRun } from '../demo-request.js';
import { unitId, YANGHUA } from './places.js';

/** 猕猴桃: twelve entries as a village would write them, 4.7万斤 in all (the report gives the total only). */
const SALES = [
  { quantity: 5_000, unit: '斤', day: '2020-09-12' },
  { quantity: 2_500, unit: '公斤', day: '2020-09-15' },
  { quantity: 2, unit: '吨', day: '2020-09-20' },
  { quantity: 3_600, unit: '斤', day: '2020-09-25' },
  { quantity: 1_800, unit: '公斤', day: '2020-10-02' },
  { quantity: 2.5, unit: '吨', day: '2020-10-08' },
  { quantity: 4_400, unit: '斤', day: '2020-10-12' },
  { quantity: 2_200, unit: '公斤', day: '2020-10-16' },
  { quantity: 3, unit: '吨', day: '2020-10-22' },
  { quantity: 2_000, unit: '斤', day: '2020-10-28' },
  { quantity: 1_500, unit: '公斤', day: '2020-11-03' },
  { quantity: 0.5, unit: '吨', day: '2020-11-10' },
] as const;

const HOUSEHOLDS = 8;

/** 帮扶: what the 2020 work report of 莲湖区政协 tells; days and everything it does not give are invented. */
export function support(run: DemoRun): DemoRequest[] {
  return [...projects(run), ...households(run), ...sales(run), ...activities(run)];
}

function projects(run: DemoRun): DemoRequest[] {
  const store = run.id('cold-store');
  const platform = run.id('platform');
  const base = run.id('base');
  const shared = { unitId: unitId(run, 0), villageCode: YANGHUA };
  const stage = (project: string, name: string, body: object): DemoRequest => ({
    path: `/api/projects/${project}/stages/${name}/reach`,
    body,
  });
  const unreported = (project: string, name: string, occurredOn: string): DemoRequest => ({
    path: `/api/projects/${project}/stages/${name}/skip`,
    body: { reason: '报告未载此环节', occurredOn },
  });
  return [
    {
      path: '/api/projects',
      body: {
        id: store,
        name: '200吨果品储存保鲜冷库',
        template: 'cold-storage',
        ...shared,
        occurredOn: '2020-03-10',
        coldStorage: { designGrams: 200_000_000, basis: 'approval', kind: 'mechanical' },
        stages: [
          { stage: 'approved', plannedOn: '2020-06-30' },
          { stage: 'tendered', plannedOn: '2020-10-31' },
          { stage: 'completed', plannedOn: '2021-08-31' },
        ],
      },
    },
    unreported(store, 'reserve-pool', '2020-03-11'),
    unreported(store, 'listed', '2020-03-12'),
    stage(store, 'approved', { evidence: [run.fileOf('approval')], documentNo: '示例批复〔2020〕1号', occurredOn: '2020-06-18' }),
    unreported(store, 'filed', '2020-06-20'),
    stage(store, 'tendered', { evidence: [run.fileOf('tender')], winner: '示例建筑公司', occurredOn: '2020-11-05' }),
    {
      path: '/api/projects',
      body: { id: platform, name: '申报“扶贫832”采购平台', template: 'platform-832-application', ...shared, occurredOn: '2020-04-01' },
    },
    stage(platform, 'recommended', { evidence: [run.fileOf('application')], occurredOn: '2020-04-20' }),
    stage(platform, 'submitted', { evidence: [run.fileOf('application')], occurredOn: '2020-05-08' }),
    {
      path: '/api/projects',
      body: { id: base, name: '阳化社区消费扶贫采购基地', template: 'purchase-base', ...shared, occurredOn: '2020-05-01' },
    },
    stage(base, 'surveyed', { evidence: [run.fileOf('agreement')], occurredOn: '2020-05-12' }),
    stage(base, 'agreed', { evidence: [run.fileOf('agreement')], occurredOn: '2020-06-01' }),
    stage(base, 'signed', { evidence: [run.fileOf('agreement')], occurredOn: '2020-07-02' }),
    stage(base, 'established', { evidence: [run.fileOf('plaque')], occurredOn: '2020-07-20' }),
  ];
}

function household(run: DemoRun, index: number): string {
  return run.id(`household-${index + 1}`);
}

/** 包抓的贫困户全部脱贫退出: each with the full chain of dates. Names are invented and sealed. */
function households(run: DemoRun): DemoRequest[] {
  return Array.from({ length: HOUSEHOLDS }, (_, index) => index).flatMap((index) => [
    {
      path: '/api/households',
      body: {
        id: household(run, index),
        villageCode: YANGHUA,
        category: 'registered-poor',
        members: 2 + (index % 4),
        occurredOn: '2019-01-10',
        private: { name: `示例户${index + 1}`, phone: `1380000${String(1000 + index)}` },
      },
    },
    {
      path: `/api/households/${household(run, index)}/exit`,
      body: {
        steps: {
          appraisal: '2020-10-10',
          verification: '2020-10-16',
          consent: '2020-10-20',
          notice: '2020-10-22',
          announcement: '2020-11-02',
          deregistration: '2020-11-10',
        },
        evidence: [run.fileOf('exit')],
        occurredOn: '2020-11-10',
      },
    },
  ]);
}

function sales(run: DemoRun): DemoRequest[] {
  return SALES.map(({ quantity, unit, day }, index) => ({
    path: '/api/sales',
    body: {
      id: run.id(`sale-${index + 1}`),
      villageCode: YANGHUA,
      householdId: household(run, index % HOUSEHOLDS),
      product: '猕猴桃',
      category: 'fruit',
      quantity,
      unit,
      occurredOn: day,
      buyer: { kind: 'cooperative', name: '示例果业合作社' },
    },
  }));
}

function activities(run: DemoRun): DemoRequest[] {
  const activity = (name: string, body: object): DemoRequest => ({ path: '/api/activities', body: { id: run.id(name), ...body } });
  return [
    activity('visit-1', { kind: 'visit', place: '周至县哑柏镇阳化社区', topic: '消费扶贫考察', occurredOn: '2020-05-12' }),
    activity('visit-2', { kind: 'visit', place: '山阳县', topic: '消费扶贫考察', occurredOn: '2020-08-19' }),
    activity('training', {
      kind: 'training',
      topic: '职业技能培训',
      sessions: 1,
      participants: 60,
      occurredOn: '2020-07-08',
    }),
    activity('skills', { kind: 'skills-delivery', topic: '农业科技企业送技能', sessions: 1, occurredOn: '2020-07-22' }),
    activity('donation', {
      kind: 'donation',
      topic: '捐款捐物',
      cashFen: 90_000_000,
      goodsFen: 60_000_000,
      approximate: true,
      evidence: [run.fileOf('donation')],
      occurredOn: '2020-12-01',
    }),
  ];
}
