import type { LivingLedger } from '../support/living-ledger.js';

/** Text that breaks what is not careful: quotes, a formula, markup, a rare character beyond the first plane, an emoji. */
const HOSTILE = '=1+1 "示例"\'𠮷<b>🥝; -- {0}';

/** What the story needs of a ledger. */
export type ToldLedger = Pick<LivingLedger, 'evidence' | 'nextKey' | 'post' | 'postAsDemo' | 'postAsImport' | 'clearDemo'>;

/** Plays one story through the routes in which every type of event comes about, each with all that it can carry. */
export async function tellEveryEvent(ledger: ToldLedger): Promise<void> {
  const story = new Story(ledger);
  await story.directory();
  await story.order();
  await story.otherOrders();
  await story.reserve();
  await story.project();
  await story.households();
  await story.sales();
  await story.adjustments();
  await story.end();
}

class Story {
  private top = '';
  private unit = '';
  private other = '';
  private readonly village = '610124-golden';

  constructor(private readonly ledger: ToldLedger) {}

  /** @returns the id of what was commanded. @throws where it was refused */
  private async command(path: string, body: object): Promise<string> {
    const answer = await this.ledger.post(path, body, this.ledger.nextKey());
    if (answer.status >= 300) throw new Error(`${path} → ${JSON.stringify(answer.body)}`);
    return String(answer.body.id);
  }

  async directory(): Promise<void> {
    this.top = await this.command('/units', { name: HOSTILE, kind: 'department', regionCode: '610104', occurredOn: '2019-01-01' });
    const below = (name: string): Promise<string> =>
      this.command('/units', { name, kind: 'budget-unit', parentId: this.top, regionCode: '610104', occurredOn: '2019-01-01' });
    this.unit = await below(`${HOSTILE} 甲`);
    this.other = await below('示例乙');
    const merged = await below('示例丙');
    const closed = await below('示例丁');
    await this.command(`/units/${this.unit}/rename`, { name: `${HOSTILE} 新名` });
    await this.command(`/units/${this.other}/move`, { parentId: this.unit });
    await this.command(`/units/${merged}/merge`, { intoUnitId: this.unit });
    await this.command(`/units/${closed}/close`, { reason: HOSTILE });
    await this.command('/policy-rules', {
      regionCode: '610104',
      year: 2031,
      unitKind: 'budget-unit',
      floorPermille: 100,
      encouragedPermille: 200,
      unionFloorPermille: 50,
      deadline: '2031-03-31',
      basis: HOSTILE,
      effectiveFrom: '2031-01-01',
    });
  }

  private line(amountFen: number): object {
    return { product: HOSTILE, category: 'fruit', recognised: true, quantity: 2, unit: '箱', packGrams: 2_500, amountFen };
  }

  async order(): Promise<void> {
    const id = await this.command('/orders', {
      unitId: this.unit,
      channel: '832',
      platformOrderNo: 'GOLDEN-1',
      supplierName: HOSTILE,
      supplierCountyCode: '610124',
      originCountyCode: '610124',
      funding: 'canteen',
      settlement: 'prepaid',
      lines: [this.line(10_000), { ...this.line(5_000), category: 'vegetable' }],
      freightFen: 300,
      discountFen: 100,
      approximate: true,
      evidence: [this.ledger.evidence],
      occurredOn: '2020-03-01',
    });
    const step = (name: string, body: object): Promise<string> =>
      this.command(`/orders/${id}/${name}`, { occurredOn: '2020-04-01', ...body });
    await step('contract', {});
    await step('payment-deferral', {});
    await step('shipment', {});
    await step('payments', { amountFen: 15_200, approximate: true });
    await step('acceptance', {});
    await step('rating', { stars: 4 });
    await step('refunds', { amountFen: 200, reason: HOSTILE });
    await step('reattribution', { toUnitId: this.other, reason: HOSTILE, evidence: [this.ledger.evidence] });
    await this.command(`/orders/${id}/correction`, { reason: HOSTILE, changes: { platformOrderNo: 'GOLDEN-2', funding: 'union' } });
    await step('void', { reason: HOSTILE });
  }

  async otherOrders(): Promise<void> {
    const facts = { unitId: this.unit, channel: 'offline', supplierName: HOSTILE, funding: 'personal', settlement: 'postpaid' };
    const id = await this.command('/orders', { ...facts, lines: [this.line(100)], occurredOn: '2020-03-02' });
    await this.command(`/orders/${id}/cancel`, { reason: HOSTILE });
  }

  async reserve(): Promise<void> {
    const at = `/units/${this.unit}/reserves/2020`;
    const amounts = { canteenSpendFen: 900_000, canteenReserveFen: 90_000, unionSpendFen: 80_000, unionReserveFen: 8_000 };
    const declared = { canteen: 'outsourced', ...amounts, contractorName: HOSTILE, note: HOSTILE };
    await this.command(at, declared);
    await this.command(`${at}/submit`, {});
    await this.command(`${at}/return`, { reason: HOSTILE });
    await this.command(`${at}/submit`, {});
    await this.command(`${at}/confirm`, {});
    await this.command(`${at}/adjust`, { ...declared, canteenReserveFen: 95_000, reason: HOSTILE });
    await this.command(`${at}/submit`, {});
    await this.command(`${at}/confirm`, {});
    await this.command(`${at}/lock`, {});
    const next = `/units/${this.unit}/reserves/2021`;
    await this.command(next, { ...declared, approximate: true });
    await this.ledger.postAsImport('golden', next, declared);
    await this.ledger.postAsImport('golden', `${next}/withdrawal`, { reason: HOSTILE });
  }

  async project(): Promise<void> {
    await this.command('/villages', {
      code: this.village,
      name: HOSTILE,
      countyCode: '610124',
      township: HOSTILE,
      occurredOn: '2019-01-01',
    });
    const id = await this.command('/projects', {
      name: HOSTILE,
      template: 'cold-storage',
      unitId: this.unit,
      villageCode: this.village,
      budgetFen: 100_000_000,
      coldStorage: { designGrams: 200_000_000, basis: 'approval', volumeM3: 1_000, kind: 'mechanical' },
      stages: [{ stage: 'reserve-pool', plannedOn: '2020-01-10' }],
      occurredOn: '2020-01-01',
    });
    const at = `/projects/${id}`;
    await this.command(`${at}/stages/approved/plan`, { plannedOn: '2020-02-01' });
    await this.command(`${at}/stages/approved/plan`, { plannedOn: '2020-03-01', reason: HOSTILE });
    const reached = { evidence: [this.ledger.evidence], documentNo: HOSTILE, occurredOn: '2020-02-10' };
    await this.command(`${at}/stages/reserve-pool/reach`, reached);
    await this.command(`${at}/stages/listed/skip`, { reason: HOSTILE, occurredOn: '2020-02-10' });
    await this.command(`${at}/stages/approved/reach`, reached);
    await this.command(`${at}/stages/approved/reopen`, { reason: HOSTILE, occurredOn: '2020-02-11' });
    await this.command(`${at}/funds`, {
      kind: 'allocated',
      source: 'district',
      amountFen: 50_000_000,
      approximate: true,
      occurredOn: '2020-02-12',
    });
    await this.command(`${at}/notices`, { kind: 'before', from: '2020-02-01', to: '2020-03-15', occurredOn: '2020-03-15' });
    await this.command(`${at}/suspend`, { reason: HOSTILE, occurredOn: '2020-03-16' });
    await this.command(`${at}/resume`, { reason: HOSTILE, occurredOn: '2020-03-17' });
  }

  async households(): Promise<void> {
    const sealed = { name: '张三丰', phone: '13800001234' };
    const poor = { villageCode: this.village, category: 'registered-poor', members: 4, private: sealed, occurredOn: '2020-01-01' };
    const id = await this.command('/households', poor);
    const steps = { appraisal: '2020-05-01', verification: '2020-05-02', consent: '2020-05-03', notice: '2020-05-04' };
    await this.command(`/households/${id}/exit`, {
      steps: { ...steps, announcement: '2020-05-12', deregistration: '2020-05-13' },
      occurredOn: '2020-05-13',
    });
    await this.command(`/households/${id}/forget`, { reason: HOSTILE });
    const activity = await this.command('/activities', {
      kind: 'donation',
      villageCode: this.village,
      place: HOSTILE,
      topic: HOSTILE,
      cashFen: 100,
      goodsFen: 50,
      pledgedFen: 500,
      purposes: [{ name: HOSTILE, amountFen: 150 }],
      attendees: ['欧阳修', '李四'],
      approximate: true,
      occurredOn: '2020-06-01',
    });
    await this.command(`/activities/${activity}/void`, { reason: HOSTILE });
  }

  async sales(): Promise<void> {
    const buyer = { kind: 'cooperative', name: HOSTILE };
    const facts = {
      villageCode: this.village,
      product: HOSTILE,
      category: 'fruit',
      quantity: 4.7,
      unit: '万斤',
      amountFen: 9_400_000,
      buyer,
    };
    const id = await this.command('/sales', { ...facts, householdsReached: 12, approximate: true, occurredOn: '2020-09-01' });
    await this.command(`/sales/${id}/correction`, { reason: HOSTILE, changes: { quantity: 4.6 } });
    await this.command(`/sales/${id}/void`, { reason: HOSTILE });
  }

  /** What puts an amount into a locked period. */
  async adjustments(): Promise<void> {
    const locked = { unitId: this.top, period: '2020-08', reason: HOSTILE, evidence: [this.ledger.evidence] };
    await this.command('/period-locks', locked);
    const late = { occurredOn: '2020-08-15', adjustmentReason: HOSTILE };
    const facts = { unitId: this.unit, channel: 'offline', supplierName: HOSTILE, funding: 'personal', settlement: 'postpaid' };
    const order = await this.command('/orders', { ...facts, lines: [this.line(100)], ...late });
    await this.command(`/orders/${order}/payments`, { amountFen: 100, ...late });
    const sold = { villageCode: this.village, product: HOSTILE, category: 'fruit', quantity: 1, unit: '公斤' };
    await this.command('/sales', { ...sold, ...late });
  }

  async end(): Promise<void> {
    await this.ledger.postAsDemo('/villages', { code: 'demo-1', name: '演示村', countyCode: '610124', township: HOSTILE });
    await this.ledger.clearDemo();
  }
}
