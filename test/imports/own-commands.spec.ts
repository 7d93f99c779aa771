import { ModulesContainer } from '@nestjs/core';
import { type AccessNote, type Caller, type CommandResult, isRefusal, type Role } from '#contracts';
import { OwnAccess, type OwnCall, OwnCommands, ProblemError } from '#platform';
import { type InProcess, startStandalone } from '../support/cluster/in-process-cluster.js';
import { CALLER_HEADER } from '../support/test-caller.js';

const LINE = { product: '猕猴桃', category: 'fruit', quantity: 10, unit: '公斤', amountFen: 20_000 };
const ORDER = {
  unitId: 'u-own',
  channel: 'offline',
  supplierName: '合作社',
  funding: 'union',
  settlement: 'prepaid',
  lines: [LINE],
  occurredOn: '2020-03-01',
};
const VILLAGE = '610124103201';

let ledger: InProcess;
let commands: OwnCommands;
const noted: unknown[] = [];

let isWritable = true;

class Noting extends OwnAccess {
  beforeCommand(): Promise<void> {
    return isWritable ? Promise.resolve() : Promise.reject(new ProblemError([{ code: 'ACCESS_LOG.UNAVAILABLE' }]));
  }

  afterCommand({ account, path }: OwnCall, status: number, notes: readonly AccessNote[]): Promise<void> {
    noted.push([account, path, status, ...notes]);
    return Promise.resolve();
  }
}

beforeAll(async () => {
  ledger = await startStandalone();
  commands = new OwnCommands(ledger.app.get(ModulesContainer), ledger.open.clock, new Noting());
  const office = of('admin', {});
  await given('/api/units', { id: 'u-above', name: '教育局', kind: 'department', occurredOn: '2018-01-01' }, office);
  for (const id of ['u-own', 'u-other']) {
    await given('/api/units', { id, name: id, kind: 'budget-unit', parentId: 'u-above', occurredOn: '2018-01-01' }, office);
  }
  await given('/api/orders', { ...ORDER, id: 'o-other', unitId: 'u-other' }, of('purchaser', {}));
  const village = { code: VILLAGE, name: '阳化社区', countyCode: '610124', township: '哑柏镇', occurredOn: '2019-01-01' };
  await given('/api/villages', village, office);
});
afterAll(() => ledger.stop());

function of(role: Role, { unitId = null, villageCode }: { readonly unitId?: string | null; readonly villageCode?: string }): Caller {
  const actor = { account: `${role}-${unitId}`, roles: [role], unitId };
  return { actor, source: 'import', batchId: 'import-1', row: 7, ...(villageCode === undefined ? {} : { villageCode }) };
}

const PURCHASER = of('purchaser', { unitId: 'u-own' });
let keys = 0;

function freshKey(): string {
  keys += 1;
  return `key-${keys}`;
}

function given(path: string, body: object, caller: Caller, key = freshKey()): Promise<CommandResult> {
  return commands.give({ path, body: body as Readonly<Record<string, unknown>>, caller, key, correlationId: 'import-1' });
}

async function overHttp(path: string, body: object, caller: Caller, key = freshKey()): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, [CALLER_HEADER]: JSON.stringify(caller) };
  return fetch(new URL(path, ledger.url), { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Where, and with which code, a command is refused. */
type Told = readonly { readonly code: string; readonly path: string }[];

async function refusedOverHttp(path: string, body: object, caller: Caller): Promise<Told> {
  const said = (await (await overHttp(path, body, caller)).json()) as { readonly errors?: Told };
  return (said.errors ?? []).map(({ code, path: at }) => ({ code, path: at }));
}

function told(result: CommandResult): Told {
  return isRefusal(result) ? result.problems.map(({ code, path = '' }) => ({ code, path })) : [];
}

describe('a command that a process gives itself', () => {
  it.each<[string, string, object, Caller, string]>([
    ['a role that may not', '/api/orders', ORDER, of('reviewer', { unitId: 'u-own' }), 'AUTH.FORBIDDEN'],
    ['a unit out of reach', '/api/orders', { ...ORDER, unitId: 'u-other' }, PURCHASER, 'UNIT.UNKNOWN'],
    ['a record out of reach', '/api/orders/o-other/payments', { amountFen: 1 }, PURCHASER, 'RECORD.NOT_FOUND'],
    ['a reserve out of reach', '/api/units/u-other/reserves/2020', { canteen: 'none' }, PURCHASER, 'RECORD.NOT_FOUND'],
    ['a field that does not exist', '/api/orders', { ...ORDER, batchId: 'mine', row: 1, source: 'manual' }, PURCHASER, 'FIELD.UNKNOWN'],
    ['a day to come', '/api/orders', { ...ORDER, occurredOn: '2999-01-01' }, PURCHASER, 'DATE.FUTURE'],
    ['fields that are missing', '/api/orders', { unitId: 'u-own' }, PURCHASER, 'FIELD.REQUIRED'],
    ['text that cannot be stored', '/api/orders', { ...ORDER, supplierName: 'a\u0000' }, PURCHASER, 'TEXT.ILL_FORMED'],
    ['a broken rule', '/api/orders', { ...ORDER, discountFen: 20_000 }, PURCHASER, 'ORDER.TOTAL_NOT_POSITIVE'],
    [
      'a village out of reach',
      '/api/sales',
      { ...LINE, villageCode: VILLAGE },
      of('village-staff', { villageCode: '1' }),
      'VILLAGE.UNKNOWN',
    ],
  ])('is refused for %s as the same request is', async (_, path, body, caller, code) => {
    const own = told(await given(path, body, caller));
    expect(own.map((problem) => problem.code)).toContain(code);
    expect(own).toEqual(await refusedOverHttp(path, body, caller));
  });

  it('is entered once under its key, whichever way it comes', async () => {
    const body = { ...ORDER, id: 'o-once' };
    const first = await given('/api/orders', body, PURCHASER, 'once');
    const again = await overHttp('/api/orders', body, PURCHASER, 'once');
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(await again.json()).toEqual(isRefusal(first) ? undefined : first.answer);
    expect(await given('/api/orders', body, PURCHASER, 'once')).toMatchObject({ kind: 'accepted', replayed: true });
    expect(told(await given('/api/orders', { ...body, unitId: 'u-above' }, PURCHASER, 'once')).map(({ code }) => code)).not.toEqual([]);
  });

  it('marks its events with import, batch and row, and with the account and not its village', async () => {
    await given('/api/orders', { ...ORDER, id: 'o-marked' }, PURCHASER);
    const [event] = await ledger.open.ledger.log('purchases').history('order-o-marked');
    expect(event?.meta).toMatchObject({ source: 'import', batchId: 'import-1', row: 7, correlationId: 'import-1', actor: PURCHASER.actor });
    const staff = of('village-staff', { villageCode: VILLAGE });
    await given('/api/sales', { ...LINE, id: 's-marked', villageCode: VILLAGE, occurredOn: '2020-05-01' }, staff);
    const [sale] = await ledger.open.ledger.log('households').history('sale-s-marked');
    expect(sale?.meta).toMatchObject({ batchId: 'import-1', row: 7 });
    expect(sale?.meta).not.toHaveProperty('villageCode');
  });

  it('is told to the access log: who, what, how it was answered, and that it is about a record of others', async () => {
    noted.length = 0;
    await given('/api/orders/o-other/payments', { amountFen: 1 }, PURCHASER);
    await given('/api/orders', ORDER, of('reviewer', { unitId: 'u-own' }));
    await given('/api/orders', { ...ORDER, channel: 'x', funding: 'y' }, PURCHASER);
    expect(noted).toEqual([
      ['purchaser-u-own', '/api/orders/o-other/payments', 404, { kind: 'denied', subject: 'o-other', reason: 'RECORD.NOT_FOUND' }],
      ['reviewer-u-own', '/api/orders', 403],
      ['purchaser-u-own', '/api/orders', 422],
    ]);
  });

  it('is not given while the access log cannot be written', async () => {
    isWritable = false;
    await expect(given('/api/orders', { ...ORDER, id: 'o-unrecorded' }, PURCHASER)).rejects.toThrow('ACCESS_LOG.UNAVAILABLE');
    isWritable = true;
    expect(await ledger.open.ledger.log('purchases').history('order-o-unrecorded')).toEqual([]);
  });

  it('of an import is entered once, whoever goes on with it', async () => {
    const body = { ...ORDER, id: 'o-taken-over' };
    const colleague: Caller = { ...PURCHASER, actor: { ...PURCHASER.actor, account: 'colleague' } };
    await given('/api/orders', body, PURCHASER, 'taken-over');
    expect(await given('/api/orders', body, colleague, 'taken-over')).toMatchObject({ kind: 'accepted', replayed: true });
    expect(await given('/api/orders', body, { ...colleague, batchId: 'import-2' }, 'taken-over')).toMatchObject({ kind: 'refused' });
  });

  it.each(['/api/nothing', '/api/orders/o-1/history', '/api/files', '/api/imports'])('is nothing that %s takes', async (path) => {
    await expect(given(path, {}, PURCHASER)).rejects.toThrow(RangeError);
  });
});

describe('a client from outside', () => {
  it.each(['batchId', 'row', 'source', 'meta'])('cannot set %s by its body', async (field) => {
    const answer = await overHttp('/api/orders', { ...ORDER, [field]: 'x' }, { actor: PURCHASER.actor, source: 'manual' });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'FIELD.UNKNOWN' }]);
  });
});
