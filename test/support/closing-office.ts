import { csvText, HEADS, type HeadName, order } from '../imports/corpus/case.js';
import type { MadeCell } from '../imports/support/workbook.js';
import { type Asker, ask, type SeenImport, type Sheet } from './importing.js';
import { discard, type RunningLedger, startLedger } from './running-ledger.js';
import { addAndSignIn, type SignedIn } from './sign-in.js';

const PASSWORD = 'figs and dates of the suites';
const VILLAGE = '610124103201';
const SALE_HEADS = ['日期', '村', '产品', '品类', '数量', '单位', '金额（元）', '买方', '调整原因'];

export interface SeenRow {
  readonly row: number;
  readonly state: string;
  readonly cells: readonly {
    readonly column: string;
    readonly code: string;
    readonly detail: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

export interface SeenEvent {
  readonly type: string;
  readonly adjustment?: object;
}

type OrderCells = Partial<Record<HeadName | '调整原因', MadeCell>>;

/** Orders of the school without number, payment or step, but for what is given; with the column 调整原因 where a row gives one. */
export function lateOrders(name: string, ...rows: readonly OrderCells[]): Sheet {
  const heads = rows.some((row) => '调整原因' in row) ? [...HEADS, '调整原因'] : HEADS;
  const lines = rows.map(({ 调整原因 = null, ...cells }) => [
    ...order({ 采购单位: '示例学校', 订单编号: null, 支付日期: null, '支付金额（元）': null, ...cells }),
    ...(heads === HEADS ? [] : [调整原因]),
  ]);
  return { name, kind: 'orders', bytes: csvText([[...heads], ...lines]) };
}

export function lateSales(name: string, ...rows: readonly (readonly [day: string, yuan: number, reason: string])[]): Sheet {
  const lines = rows.map(([day, yuan, reason]) => [day, '示例村', '猕猴桃', '水果', 200, '斤', yuan, '示例合作社', reason]);
  return { name, kind: 'sales', bytes: csvText([SALE_HEADS, ...lines]) };
}

/** An office that closes its books: `school` is below `edu`, whose reviewers are above it. */
export class ClosingOffice {
  private constructor(
    readonly ledger: RunningLedger,
    readonly buyer: SignedIn,
    readonly reviewer: SignedIn,
    readonly colleague: SignedIn,
    readonly schools: SignedIn,
    readonly staff: SignedIn,
  ) {}

  static async start(): Promise<ClosingOffice> {
    const ledger = await startLedger();
    const unit = { kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };
    await ledger.post('/api/units', { ...unit, id: 'edu', name: '示例区教育局', kind: 'department' });
    await ledger.post('/api/units', { ...unit, id: 'school', name: '示例学校', parentId: 'edu' });
    const village = { code: VILLAGE, name: '示例村', countyCode: '610124', township: '哑柏镇', occurredOn: '2015-01-01' };
    await ledger.post('/api/villages', village);
    const add = (account: string, roles: readonly string[], place: object): Promise<SignedIn> =>
      addAndSignIn(ledger.url, { account, password: PASSWORD, roles, ...place } as Parameters<typeof addAndSignIn>[1]);
    return new ClosingOffice(
      ledger,
      await add('buyer', ['purchaser'], { unitId: 'school' }),
      await add('reviewer', ['reviewer'], { unitId: 'edu' }),
      await add('colleague', ['reviewer'], { unitId: 'edu' }),
      await add('schools', ['reviewer'], { unitId: 'school' }),
      await add('staff', ['village-staff'], { villageCode: VILLAGE }),
    );
  }

  async end(): Promise<void> {
    await discard(this.ledger);
  }

  /** The reviewer of `edu` locks a period. */
  async lock(unitId: string, period: string): Promise<void> {
    const locked = await this.reviewer.post('/api/period-locks', { unitId, period });
    if (locked.status !== 201) throw new Error(`${period}: ${locked.status} ${await locked.text()}`);
  }

  async rows(who: Asker, { importId }: SeenImport): Promise<readonly SeenRow[]> {
    return (await ask<{ items: readonly SeenRow[] }>(who, 'GET', `/api/imports/${importId}/rows`)).body.items;
  }

  /** Each row as its state and what is said where. */
  async told(who: Asker, seen: SeenImport): Promise<readonly string[]> {
    const rows = await this.rows(who, seen);
    return rows.map(({ state, cells }) => [state, ...cells.map(({ column, code }) => `${column} ${code}`)].join(' · '));
  }

  async records(of: 'orders' | 'sales', { importId }: SeenImport): Promise<readonly { readonly id: string }[]> {
    return (await ask<{ items: readonly { id: string }[] }>(this.ledger, 'GET', `/api/${of}?batch=${importId}`)).body.items;
  }

  async history(of: 'orders' | 'sales', id: string): Promise<readonly SeenEvent[]> {
    return (await ask<{ items: readonly SeenEvent[] }>(this.ledger, 'GET', `/api/${of}/${id}/history`)).body.items;
  }

  /** What the school has ordered in a month up to its 28th. */
  async ordered(month: string): Promise<number> {
    const path = `/api/figures/purchase.ordered?unitId=school&from=${month}-01&to=${month}-28`;
    return (await ask<{ value: number }>(this.ledger, 'GET', path)).body.value;
  }

  undo(who: Asker, { importId }: SeenImport, reason: string): ReturnType<typeof ask> {
    return ask(who, 'POST', `/api/imports/${importId}/undo`, { reason });
  }

  /** What each door to change or enter an import answers. */
  doors(who: Asker, { importId, planHash }: SeenImport, edits: object): Promise<readonly number[]> {
    const path = `/api/imports/${importId}`;
    const asked = [
      ask(who, 'PATCH', `${path}/rows`, edits),
      ask(who, 'POST', `${path}/mapping`, { columns: {} }),
      ask(who, 'POST', `${path}/commit`, { planHash }),
      ask(who, 'POST', `${path}/retry`, {}),
      ask(who, 'POST', `${path}/cancel`, {}),
    ];
    return Promise.all(asked.map(async (answer) => (await answer).status));
  }
}
