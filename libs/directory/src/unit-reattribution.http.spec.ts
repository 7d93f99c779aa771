import { DirectoryRim } from './testing/directory-rim.js';

let rim: DirectoryRim;

const UNIT = { kind: 'budget-unit', occurredOn: '2019-01-01' };

beforeAll(async () => {
  rim = await DirectoryRim.start('2021-12-31');
  for (const id of ['old', 'new', 'other']) await rim.post('/units', { ...UNIT, id, name: `示例 ${id}` });
});

afterAll(() => rim.stop());

async function history(unitId: string): Promise<object[]> {
  const { body } = await rim.get(`/units/${unitId}/history?after=purchases:1`);
  return body['items'] as object[];
}

test('an order that passes from one unit to another is told in the history of both, between their own events', async () => {
  const data = { orderId: 'o-1', fromUnitId: 'old', toUnitId: 'new', reason: '机构改革"划转" 𠮷' };
  await rim.append('order-o-1', { type: 'OrderReattributed', data, occurredOn: '2021-06-01' }, 'purchases');
  await rim.post('/units/old/close', { reason: '撤销', occurredOn: '2021-07-01' });
  const told = { type: 'OrderReattributed', eventId: 'purchases-1', occurredOn: '2021-06-01', account: 'admin', reason: data.reason };
  const moved = { field: 'orderUnitId', from: 'old', to: 'new' };
  expect(await history('old')).toMatchObject([
    { type: 'UnitRegistered' },
    { ...told, changes: [{ field: 'orderId', from: 'o-1', to: null }, moved] },
    { type: 'UnitClosed' },
  ]);
  expect(await history('new')).toMatchObject([
    { type: 'UnitRegistered' },
    { ...told, changes: [{ field: 'orderId', from: null, to: 'o-1' }, moved] },
  ]);
  expect(await history('other')).toMatchObject([{ type: 'UnitRegistered' }]);
});

test('a history that has not read that far says how far behind it is', async () => {
  expect(await rim.get('/units/old/history?after=purchases:9')).toMatchObject({ status: 202, body: { behindBy: 8 } });
});
