import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, signInAdmin } from '../support/sign-in.js';

/** B73: what people run into, each refused by a real server. */
let ledger: RunningLedger;
const met = new Map<string, Set<string>>();

interface Refused {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly code: string; readonly detail: string }[];
}

beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => discard(ledger));

const UNIT = { id: 'unit', name: '示例单位', kind: 'budget-unit', occurredOn: '2020-01-01' };
const line = { product: '香菇', category: 'mushroom-dry', quantity: 2, unit: '斤', amountFen: 2_000 };
const order = (id: string, more: object = {}): object => ({
  id,
  unitId: 'unit',
  occurredOn: '2020-05-01',
  channel: '832',
  platformOrderNo: `B73-${id}`,
  supplierName: '示例合作社',
  funding: 'canteen',
  settlement: 'postpaid',
  lines: [line],
  ...more,
});

async function note(answer: Response): Promise<void> {
  const { code, detail, errors = [] } = (await answer.json()) as Refused;
  if (answer.status < 400) throw new Error(`${answer.url} was not refused`);
  for (const each of errors.length > 0 ? errors : [{ code, detail }])
    met.set(each.code, (met.get(each.code) ?? new Set()).add(each.detail));
}

async function done(path: string, body: object): Promise<void> {
  const { status, body: answer } = await ledger.post(`/api/${path}`, body);
  if (status >= 300) throw new Error(`POST ${path} → ${status} ${JSON.stringify(answer)}`);
}

async function refused(path: string, body: object | string = {}, headers: Record<string, string> = {}): Promise<void> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
  await note(await ledger.fetch(`/api/${path}`, init));
}

async function unread(path: string): Promise<void> {
  await note(await ledger.fetch(`/api/${path}`));
}

async function refusedFile(name: string, bytes: Buffer, type: string): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  await note(await ledger.fetch('/api/files', { method: 'POST', body: form }));
}

async function aboutThoseWhoAsk(): Promise<void> {
  await note(await fetch(`${ledger.url}/api/orders`));
  const headers = { 'content-type': 'application/json' };
  await note(await fetch(`${ledger.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ account: 'x', password: 'y' }) }));
  const leader = await addAndSignIn(ledger.url, { account: 'looks-on', password: 'plums and pears of B73', roles: ['leader'] });
  await note(await leader.post('/api/orders', order('o-leader')));
  const admin = await signInAdmin(ledger.url);
  const account = { account: 'somebody', name: '某某', roles: ['leader'] };
  await note(await admin.post('/api/accounts', { ...account, password: 'short' }));
  await note(await admin.post('/api/accounts', { ...account, account: 'looks-on', password: 'plums and pears of B73' }));
  await note(await admin.post('/api/accounts/admin/disable', { reason: '示例' }));
}

async function aboutOrders(): Promise<void> {
  await done('orders', order('o-1'));
  await refused('orders', order('o-2', { platformOrderNo: 'B73-o-1' }));
  await refused('orders', order('o-3', { discountFen: 9_000 }));
  await refused('orders', order('o-4', { occurredOn: '2099-01-01' }));
  await refused('orders', order('o-5', { unitId: 'nowhere' }));
  await refused('orders', order('o-6', { evidence: ['nothing'] }));
  await refused('orders', { ...order('o-7'), lines: 'none', surplus: 1 });
  await refused('orders/o-1/payments', { amountFen: 3_000 });
  await refused('orders/o-1/acceptance', { amountFen: 3_000 });
  await refused('orders/o-1/rating', { stars: 5 });
  await refused('orders/o-1/payment-deferral');
  await done('orders/o-1/contract', {});
  await refused('orders/o-1/contract');
  await done('orders/o-1/payments', { amountFen: 2_000 });
  await refused('orders/o-1/refunds', { amountFen: 3_000, reason: '示例' });
  await refused('orders/o-1/cancel', { reason: '示例' });
  await refused('orders/o-1/void', { reason: '示例' }, { 'if-match': '"1"' });
  await done('orders/o-1/acceptance', {});
  await done('orders/o-1/rating', { stars: 5 });
  await refused('orders/o-1/rating', { stars: 4 });
  await done('orders/o-1/void', { reason: '示例' });
  await refused('orders/o-1/payments', { amountFen: 1 });
  await refused('orders', '{', {});
}

async function aboutUnitsAndFigures(): Promise<void> {
  await done('units', { ...UNIT, id: 'closing', name: '示例撤销单位' });
  await done('units/closing/close', { reason: '示例', occurredOn: '2020-02-01' });
  await refused('units/closing/close', { reason: '示例' });
  await refused('orders', order('o-8', { unitId: 'closing' }));
  await refused('units/unit/move', { parentId: 'unit' });
  await refused('units', UNIT);
  await unread('orders/nowhere');
  await unread('nowhere');
  await unread('orders?limit=0');
  await unread('figures/sales.weight?year=2020&channel=832');
  await unread('figures/sales.weight/series?year=2020&by=channel');
}

async function aboutProjectsAndFiles(): Promise<void> {
  await done('projects', { id: 'p-1', unitId: 'unit', name: '示例采购基地', template: 'purchase-base', occurredOn: '2020-03-01' });
  await refused('projects/p-1/resume', { reason: '示例' });
  await refused('projects/p-1/stages/nothing/reach', {});
  await refused('projects/p-1/stages/contracted/reach', {});
  await refused('projects/p-1/stages/contracted/reopen', { reason: '示例' });
  await refusedFile('空.txt', Buffer.alloc(0), 'text/plain');
  await refusedFile('程序.txt', Buffer.from('MZ\x90\x00'.padEnd(512, '\0'), 'latin1'), 'text/plain');
}

/** Sentences name fields, roles, accounts and addresses as the interface calls them; all other words are Chinese. */
const QUOTED =
  /\b(?:GET|POST)\b|可用的[^：]*：[^。；]*|由 \S+ 于|编号 \S+|“[^”]*”|（[^）]*）|\/api\/[^\s，。]*|\b(?:PDF|Excel|CSV|xlsx?|UTF-8|JSON|HTTP|If-Match|Idempotency-Key)\b/g;
const WAY_ON = /请|可用|可以|可填|必须|须|应/;

test('B73 thirty refusals and more say in Chinese what is wrong and what to do, without a word of English or a trace of the program', async () => {
  await done('units', UNIT);
  await aboutThoseWhoAsk();
  await aboutOrders();
  await aboutUnitsAndFigures();
  await aboutProjectsAndFiles();
  expect([...met.keys()].length).toBeGreaterThanOrEqual(30);
  const poor = [...met].flatMap(([code, details]) =>
    [...details].flatMap((detail) => {
      const words = detail.replace(QUOTED, '').match(/[A-Za-z]{3,}/g) ?? [];
      const faults = [
        ...(words.length > 0 ? [`English: ${words.join(' ')}`] : []),
        ...(/\n\s+at |Error:|node:|\.ts\b/.test(detail) ? ['trace'] : []),
        ...(WAY_ON.test(detail) ? [] : ['no way on']),
        ...(/\{\w+\}|undefined|null/.test(detail) ? ['hole'] : []),
      ];
      return faults.map((fault) => `${code} ${fault}: ${detail}`);
    }),
  );
  expect(poor).toEqual([]);
});
