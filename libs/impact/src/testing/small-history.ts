import { dayNumber, type LogName, type Posting } from '#contracts';
import type { FiguresLedger } from './figures-ledger.js';

type Post = (log: LogName, type: string, streamId: string, occurredOn: string, data: object) => void;

/** Records events on one instant; streams called `demo…` are demonstration. */
export function poster(ledger: FiguresLedger): Post {
  return (log, type, streamId, occurredOn, data) => {
    ledger.record({ log, type, streamId, occurredOn, data, demo: streamId.startsWith('demo') }, '2021-01-05T01:00:00.000Z');
  };
}

/** An office with a school and a clinic: three orders, one reserve, two sales of one order, a cold store ten days late. */
export function writeSmallHistory(ledger: FiguresLedger): void {
  const post = poster(ledger);
  unit(post, 'office', null, '2018-12-31');
  unit(post, 'school', 'office', '2019-06-01');
  unit(post, 'clinic', 'office', '2020-06-01');
  post('directory', 'PolicyRuleSet', 'policy-1', '2019-01-01', {});
  const village = '610124103201';
  post('households', 'VillageRegistered', `village-${village}`, '2019-01-01', { code: village, name: '阳化社区' });
  bought(post, 'order-a', '2020-03-14', 'school', 6_000, '832', { approximate: true });
  bought(post, 'order-b', '2020-04-01', 'clinic', 4_000);
  bought(post, 'order-c', '2020-04-02', 'office', 500, 'offline');
  const reserve = { unit: 'school', year: 2020, kind: 'own' };
  const confirmed: Posting[] = [
    { measure: 'reserve.filed', delta: 1 },
    { measure: 'reserve.approved', delta: 1 },
    { measure: 'reserve.canteen', delta: 30_000 },
  ];
  post('purchases', 'ReserveConfirmed', 'reserve-school-2020', '2021-01-04', { under: reserve, postings: confirmed });
  const sold = { village, county: '610124', category: 'fruit', product: '猕猴桃' };
  const sale = (fen: number, member: string): Posting[] => [
    { measure: 'sale.weight', delta: 23_500_000 },
    { measure: 'sale.amount', delta: fen },
    { measure: 'sale.household', delta: 1, member },
    { measure: 'sale.linked', delta: fen, member: 'a' },
  ];
  post('households', 'SaleRecorded', 'sale-1', '2020-05-01', { under: sold, postings: sale(5_000, 'h1') });
  post('households', 'SaleRecorded', 'sale-2', '2020-06-01', {
    under: sold,
    postings: [...sale(5_000, 'h1'), { measure: 'sale.unconverted', delta: 1 }],
  });
  const project = { unit: 'office', village, project: 'store', template: 'cold-storage' };
  const registered: Posting[] = [
    { measure: 'project.registered', delta: 1 },
    { measure: 'storage.capacity', delta: 400_000_000 },
    { measure: 'project.stage-planned', delta: dayNumber('2020-03-01'), under: { stage: 'approved' } },
  ];
  post('projects', 'ProjectRegistered', 'demo-store', '2020-01-10', {
    projectId: 'store',
    name: '冷库',
    under: project,
    postings: registered,
  });
  const reached: Posting[] = [{ measure: 'project.stage-reached', delta: 1, under: { stage: 'approved' } }];
  post('projects', 'StageReached', 'demo-store', '2020-03-11', { under: project, postings: reached });
}

function unit(post: Post, unitId: string, parentId: string | null, occurredOn: string): void {
  const postings: Posting[] = [{ measure: 'unit.open', delta: 1 }];
  const kind = parentId === null ? 'department' : 'budget-unit';
  post('directory', 'UnitRegistered', `unit-${unitId}`, occurredOn, {
    unitId,
    name: `示例"${unitId}" 𠮷`,
    parentId,
    under: { unit: unitId, kind },
    postings,
  });
}

function bought(post: Post, orderId: string, occurredOn: string, unitId: string, fen: number, channel = '832', more: object = {}): void {
  const under = { unit: unitId, channel, funding: 'canteen', category: 'fruit', county: '610124' };
  const postings: Posting[] = [
    { measure: 'purchase.ordered', delta: fen },
    { measure: 'purchase.paid', delta: fen },
  ];
  post('purchases', 'OrderPlaced', orderId, occurredOn, { under, postings, ...more });
}
