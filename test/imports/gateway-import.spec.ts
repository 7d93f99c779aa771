import type { Caller, NewEvent, Role } from '#contracts';
import { ImportLedger, ImportSender, NO_QUESTIONS, recordId, type Sent } from '#imports';
import { eventually } from '../support/eventually.js';
import { type InProcess, SIGNER, startGateway, startService } from '../support/cluster/in-process-cluster.js';

const NOWHERE = new URL('http://127.0.0.1:1');
const VILLAGE = '610124103201';
const UNIT = { unitId: 'u-1', name: '示例一小', kind: 'budget-unit', parentId: null, regionCode: '610104' };
const LINE = { product: '猕猴桃', category: 'fruit', quantity: 10, unit: '公斤', amountFen: 20_000 };
const ORDER = {
  unitId: 'u-1',
  channel: '832',
  supplierName: '合作社',
  funding: 'union',
  settlement: 'prepaid',
  lines: [LINE],
  occurredOn: '2020-03-01',
};

let purchases: InProcess;
let households: InProcess;
let gateway: InProcess;

beforeAll(async () => {
  purchases = await startService('purchases');
  households = await startService('households');
  gateway = await startGateway({ purchases: [purchases.url], households: [households.url], projects: [NOWHERE], impact: [NOWHERE] });
  const unit: NewEvent = { type: 'UnitRegistered', data: UNIT, occurredOn: '2018-01-01' };
  for (const process of [gateway, purchases]) await append(process, 'directory', 'unit-u-1', unit);
  const village = { code: VILLAGE, name: '阳化社区', countyCode: '610124', township: '哑柏镇' };
  await append(households, 'households', `village-${VILLAGE}`, { type: 'VillageRegistered', data: village, occurredOn: '2018-01-01' });
});
afterAll(() => Promise.all([gateway, purchases, households].map((process) => process.stop())));

/** What reaches a process over its topics in a cluster is put into its own log here. */
async function append({ open }: InProcess, log: 'directory' | 'households', streamId: string, event: NewEvent): Promise<void> {
  const context = {
    commandId: `by-hand-${streamId}`,
    fingerprint: '',
    now: open.clock.now(),
    today: open.clock.today(),
    meta: { correlationId: 'spec', actor: { account: 'admin', roles: ['admin'], unitId: null }, source: 'manual' },
  } as const;
  const refs = { record: { id: streamId, definition: { initial: null, evolve: () => null } } };
  await open.ledger.log(log).submit(context, streamId, refs, () => [event]);
  const head = await open.ledger.sources.get(log)?.head();
  const followers = open.ledger.projections.filter(({ logs }) => logs.includes(log)).map(({ name }) => name);
  await open.ledger.host.waitFor(followers, [{ log, position: head ?? 0 }], 10_000);
}

function of(role: Role, villageCode?: string): Caller {
  const actor = { account: `the-${role}`, roles: [role], unitId: null };
  return { actor, source: 'import', ...(villageCode === undefined ? {} : { villageCode }) };
}

function send(path: string, body: object, key: string, caller = of('purchaser'), importId = 'import-1'): Promise<Sent> {
  const command = { path, body: body as Readonly<Record<string, unknown>>, key, caller, importId, row: 7 };
  return gateway.app.get(ImportSender).send(command);
}

function codes(sent: Sent): string[] {
  return sent.kind === 'refused' ? sent.problems.map(({ code }) => code) : [];
}

describe('a sheet at the gateway', () => {
  it('knows units by itself and villages by their service, each as far as its account reaches', async () => {
    const ledger = gateway.app.get(ImportLedger);
    const { units } = await ledger.seenBy(of('purchaser'), 'orders').directory();
    expect(units.map(({ id, inScope }) => [id, inScope])).toEqual([['u-1', true]]);
    const staff = await ledger.seenBy(of('village-staff', VILLAGE), 'sales').directory();
    expect([staff.units[0]?.inScope, staff.villages]).toEqual([false, [{ code: VILLAGE, name: '阳化社区', inScope: true }]]);
  });

  it('sends an order to its service, once under its key, marked with batch and row', async () => {
    const first = await send('/api/orders', { ...ORDER, id: 'o-1', platformOrderNo: 'N1' }, 'imp-1');
    expect(first).toEqual({ kind: 'entered', log: 'purchases', position: 2 });
    expect(await send('/api/orders', { ...ORDER, id: 'o-1', platformOrderNo: 'N1' }, 'imp-1')).toEqual(first);
    const [event] = await purchases.open.ledger.log('purchases').history('order-o-1');
    const { actor } = of('purchaser');
    expect(event?.meta).toMatchObject({ source: 'import', batchId: 'import-1', row: 7, correlationId: 'import-1', actor });
  });

  it('is told what the services know: numbers, equal rows, households', async () => {
    const { orderNumbers } = await gateway.app
      .get(ImportLedger)
      .seenBy(of('purchaser'), 'orders')
      .answer({ ...NO_QUESTIONS, orderNumbers: ['N1', ...Array.from({ length: 1_200 }, (_, at) => `other-${at}`)] });
    expect([...orderNumbers].map(([number, { live }]) => [number, live?.id])).toEqual([['N1', 'o-1']]);
    const elsewhere = { ...of('purchaser'), actor: { ...of('purchaser').actor, unitId: 'u-elsewhere' } };
    const theirs = await gateway.app
      .get(ImportLedger)
      .seenBy(elsewhere, 'orders')
      .answer({ ...NO_QUESTIONS, orderNumbers: ['N1'] });
    expect(theirs.orderNumbers.get('N1')?.live).toMatchObject({ isOfOthers: true, lines: [] });
    const sale = { villageCode: VILLAGE, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-01' };
    const staff = of('village-staff', VILLAGE);
    expect(await send('/api/sales', { ...sale, id: recordId('key', 0) }, 'imp-2', staff)).toMatchObject({ log: 'households' });
    const { rowKeys } = await gateway.app
      .get(ImportLedger)
      .seenBy(staff, 'sales')
      .answer({ ...NO_QUESTIONS, rowKeys: ['key', 'none'] });
    expect([...rowKeys].map(([key, { live, ever }]) => [key, live, ever])).toEqual([['key', 1, 1]]);
  });

  it('enters units in the gateway itself', async () => {
    const unit = { id: 'u-2', name: '示例二小', kind: 'budget-unit', occurredOn: '2018-01-01' };
    expect(await send('/api/units', unit, 'imp-3', of('admin'))).toMatchObject({ kind: 'entered', log: 'directory' });
    const [event] = await gateway.open.ledger.log('directory').history('unit-u-2');
    expect(event?.meta).toMatchObject({ source: 'import', batchId: 'import-1', row: 7 });
  });

  it('asks each service what an undo would come to: of what this import has made, what stands', async () => {
    const ledger = gateway.app.get(ImportLedger);
    const asking = { importId: 'import-1', caller: of('purchaser'), reason: '导错了', today: '2026-11-26' };
    const endings = async (kind: 'orders' | 'sales' | 'units', ids: readonly string[], more: object = {}): Promise<string[]> =>
      (await ledger.endings({ ...asking, kind, ids, ...more })).map(({ id }) => id);
    const sale = recordId('key', 0);
    expect(await endings('orders', ['nothing', 'o-1'])).toEqual(['o-1']);
    expect(await endings('orders', ['o-1'], { importId: 'import-2' })).toEqual([]);
    expect(await endings('sales', [sale], { caller: of('village-staff', VILLAGE) })).toEqual([sale]);
    expect(await endings('units', ['u-1', 'u-2'], { caller: of('admin') })).toEqual(['u-2']);
  });

  it('takes back what it has made and nothing else; what its account does not reach any more does not count as gone', async () => {
    const reason = { reason: '导错了' };
    const moved: Caller = { actor: { account: 'the-purchaser', roles: ['purchaser'], unitId: 'u-2' }, source: 'import' };
    const sale = `/api/sales/${recordId('key', 0)}/void`;
    expect(codes(await send('/api/orders/o-1/void', reason, 'undo-1', of('purchaser'), 'import-2'))).toEqual(['RECORD.NOT_FOUND']);
    expect(codes(await send(sale, reason, 'undo-2', of('village-staff', VILLAGE), 'import-2'))).toEqual(['RECORD.NOT_FOUND']);
    expect(codes(await send('/api/orders/o-1/void', reason, 'undo-3', moved))).toEqual(['AUTH.NOT_IN_CHARGE']);
    expect(codes(await send(sale, reason, 'undo-4', of('village-staff', '610124103999')))).toEqual(['AUTH.NOT_IN_CHARGE']);
    expect(await send('/api/orders/o-1/void', reason, 'undo-5')).toMatchObject({ kind: 'entered', log: 'purchases' });
    expect(await send(sale, reason, 'undo-6', of('village-staff', VILLAGE))).toMatchObject({ kind: 'entered', log: 'households' });
  });

  it('hears of refusals with their codes, by role, by place and by rule', async () => {
    await send('/api/orders', { ...ORDER, id: 'o-3', platformOrderNo: 'N1' }, 'imp-again');
    expect(codes(await send('/api/orders', { ...ORDER, id: 'o-2', platformOrderNo: 'N1' }, 'imp-4'))).toEqual(['ORDER.DUPLICATE']);
    expect(codes(await send('/api/orders', { ...ORDER, id: 'o-2', batchId: 'mine' }, 'imp-5'))).toContain('FIELD.UNKNOWN');
    expect(codes(await send('/api/orders', ORDER, 'imp-6', of('reviewer')))).toEqual(['AUTH.FORBIDDEN']);
    expect(codes(await send('/api/orders/nothing/payments', { amountFen: 1 }, 'imp-7'))).toEqual(['RECORD.NOT_FOUND']);
  });

  it('is kept in the access log where it is denied, by the gateway itself or by a service', async () => {
    const { journal, reader } = gateway.open.office;
    const moved: Caller = { actor: { account: 'moved-away', roles: ['purchaser'], unitId: 'u-2' }, source: 'import' };
    await send('/api/orders/o-3/payments', { amountFen: 1 }, 'imp-9', moved);
    await send('/api/orders', ORDER, 'imp-10', { ...moved, actor: { ...moved.actor, roles: ['reviewer'] } });
    await send('/api/units', { name: 'x', kind: 'budget-unit' }, 'imp-11', moved);
    await journal.settled();
    const { items } = await reader.list({ account: 'moved-away', limit: 10 });
    expect(items.map(({ kind, route, status, subject }) => [kind, route, status, subject])).toEqual([
      ['denied', 'POST /api/units', 403, undefined],
      ['denied', 'POST /api/orders', 403, undefined],
      ['denied', 'POST /api/orders/o-3/payments', undefined, 'o-3'],
    ]);
  });

  it('enters nothing at a service while the access log cannot be written', async () => {
    const name = (from: string, to: string): Promise<number> =>
      gateway.open.database.transaction('durable', (session) => session.run('UPDATE log_head SET log = ? WHERE log = ?', [to, from]));
    await name('access', 'away');
    const { journal } = gateway.open.office;
    const isProven = (): Promise<boolean> =>
      journal.proveWritable().then(
        () => true,
        () => false,
      );
    await eventually('the access log is known to be away', async () => !(await isProven()));
    await expect(send('/api/orders', { ...ORDER, id: 'o-unrecorded', platformOrderNo: 'N9' }, 'imp-12')).rejects.toThrow(
      'ACCESS_LOG.UNAVAILABLE',
    );
    await name('away', 'access');
    expect(await purchases.open.ledger.log('purchases').history('order-o-unrecorded')).toEqual([]);
  });

  it('does not take silence for an answer', async () => {
    await expect(send('/api/projects', { name: '示例' }, 'imp-8', of('project-staff'))).rejects.toThrow('no answer');
  });
});

describe('what the gateway asks for sheets', () => {
  const asked = (caller: Caller | undefined): Promise<Response> => {
    const path = '/api/asked/purchases';
    const proof = caller === undefined ? {} : SIGNER.headersFor(caller, { service: 'purchases', method: 'POST', path });
    const body = JSON.stringify({ caller: of('purchaser'), numbers: ['N1'], orderIds: [], likenesses: [], products: [], reserves: [] });
    return fetch(new URL(path, purchases.url), { method: 'POST', headers: { 'content-type': 'application/json', ...proof }, body });
  };

  it('is answered to the gateway itself, and to no account it speaks for, whatever its roles', async () => {
    expect((await asked({ ...of('leader'), inside: true })).status).toBe(200);
    expect((await asked(of('auditor'))).status).toBe(403);
    expect((await asked(undefined)).status).toBe(401);
  });

  it('is no address of the public door', async () => {
    const answer = await fetch(new URL('/api/asked/purchases', gateway.url), { method: 'POST', body: '{}' });
    expect([401, 404]).toContain(answer.status);
  });
});
