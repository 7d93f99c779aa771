import { blobs, emptyStores, refusedKeys, storage, toldOf } from '../testing/browser-stores';
import { answering, json, problem, unreachable } from '../testing/answers';
import { WAITING_SALES, waitingSales } from '../shared/waiting-sales';
import { drop, enqueue, flush, othersThan, pendingOf, queue, refusedOf, type Waiting } from './queue';
import { OtherAccountError } from './queue-errors';
import { texts } from './texts';

const sale = (id: string): Waiting['body'] => ({
  id,
  occurredOn: '2020-10-12',
  villageCode: '610124103201',
  product: '𠮷品“猕猴桃”',
  category: 'fruit',
  quantity: 320,
  unit: '斤',
  buyer: { kind: 'individual' },
});
const photo = new Blob(['photo']);
const nothing = (): void => undefined;

/** A server where an account is signed in; it takes sales and files, unless `refusal` says otherwise. */
function server(signedIn: string, refusal: (id: string) => Response | Error | undefined = () => undefined) {
  const taken: string[] = [];
  const calls = answering(({ method, path, body }) => {
    if (path === '/api/session') return json({ account: signedIn });
    if (path === '/api/files') return json({ fileId: `file-${blobs.size}` });
    if (method !== 'POST' || path !== '/api/sales') return problem(404, 'NOT_FOUND');
    const { id } = JSON.parse(body as string) as { readonly id: string };
    const no = refusal(id);
    if (no !== undefined) return no;
    taken.push(id);
    return json({ log: 'households', position: taken.length });
  });
  return { taken, calls };
}

const kept = (): readonly Waiting[] => JSON.parse(storage.getItem(WAITING_SALES) ?? '[]') as Waiting[];
const ids = (waiting: readonly Waiting[]): string[] => waiting.map(({ body }) => body.id);

beforeEach(() => {
  emptyStores();
  queue.value = [];
});

describe('whose entries they are', () => {
  it('sends the own alone: what another entered on this phone waits for its author', async () => {
    await enqueue('a', sale('a-1'));
    await enqueue('b', sale('b-1'));
    const { taken } = server('b');
    await flush('b', nothing);
    expect(taken).toEqual(['b-1']);
    expect(ids(othersThan('b'))).toEqual(['a-1']);
    expect([waitingSales('a').waiting, waitingSales('b').waiting]).toEqual([1, 0]);
  });

  it('sends nothing once somebody else is signed in, and says so', async () => {
    await enqueue('a', sale('a-1'));
    const { taken } = server('b');
    await expect(flush('a', nothing)).rejects.toThrow(OtherAccountError);
    expect([taken, ids(pendingOf('a'))]).toEqual([[], ['a-1']]);
  });

  it('stops between two sales when somebody else has signed in', async () => {
    await enqueue('a', sale('a-1'));
    await enqueue('a', sale('a-2'));
    let signedIn = 'a';
    answering(({ path }) => (path === '/api/session' ? json({ account: signedIn }) : json({ log: 'households', position: 1 })));
    await expect(flush('a', () => (signedIn = 'b'))).rejects.toThrow(OtherAccountError);
    expect(ids(pendingOf('a'))).toEqual(['a-2']);
  });
});

describe('what the phone keeps', () => {
  it('takes nothing in that it has no room for: saved again, it is one entry', async () => {
    storage.isFull = true;
    await expect(enqueue('a', sale('a-1'), [photo])).rejects.toThrow('no room left');
    expect([queue.value, kept(), blobs.size]).toEqual([[], [], 0]);
    storage.isFull = false;
    await enqueue('a', sale('a-2'), [photo]);
    expect([ids(queue.value), ids(kept()), blobs.size]).toEqual([['a-2'], ['a-2'], 1]);
  });

  it('forgets the photographs of an entry of which it cannot keep all', async () => {
    refusedKeys.add('a-1-photo-1');
    await expect(enqueue('a', sale('a-1'), [photo, photo])).rejects.toThrow('no room left');
    expect([queue.value, blobs.size]).toEqual([[], 0]);
  });

  it('forgets an entry with its photographs', async () => {
    await enqueue('a', sale('a-1'), [photo]);
    await drop('a-1');
    expect([queue.value, kept(), blobs.size]).toEqual([[], [], 0]);
  });
});

describe('what cannot be sent', () => {
  test.each([
    ['without a network', unreachable()],
    ['while the server starts again', problem(503, 'HTTP.503')],
    ['when too much was sent at once', problem(429, 'RATE.LIMITED')],
    ['after the session has ended', problem(401, 'AUTH.REQUIRED')],
  ])('waits quietly %s, and nothing overtakes it', async (_when, answer) => {
    await enqueue('a', sale('a-1'));
    await enqueue('a', sale('a-2'));
    const { taken } = server('a', (id) => (id === 'a-1' ? answer : undefined));
    expect(await flush('a', nothing)).toBeUndefined();
    expect([taken, ids(pendingOf('a'))]).toEqual([[], ['a-1', 'a-2']]);
  });

  it('lays a refused sale aside with the reason, and sends the next', async () => {
    await enqueue('a', sale('a-1'));
    await enqueue('a', sale('a-2'));
    const { taken } = server('a', (id) => (id === 'a-1' ? problem(422, 'PERIOD.LOCKED', '这个月已经锁定') : undefined));
    expect(await flush('a', nothing)).toBe('households:1');
    expect(taken).toEqual(['a-2']);
    expect(kept().map(({ refused }) => refused)).toEqual(['这个月已经锁定']);
  });

  it('tells what the account has to do first, and blames no sale for it', async () => {
    await enqueue('a', sale('a-1'));
    server('a', () => problem(403, 'AUTH.PASSWORD_CHANGE_REQUIRED', '请先换密码'));
    await expect(flush('a', nothing)).rejects.toThrow('请先换密码');
    expect(ids(pendingOf('a'))).toEqual(['a-1']);
  });

  it('lays a sale aside whose photograph the browser threw away, with what to do, and sends none of it', async () => {
    await enqueue('a', sale('a-1'), [photo, photo]);
    await enqueue('a', sale('a-2'));
    blobs.delete('a-1-photo-1');
    const { taken, calls } = server('a');
    await flush('a', nothing);
    expect(taken).toEqual(['a-2']);
    expect(calls.filter(({ path }) => path === '/api/files')).toEqual([]);
    expect(refusedOf('a').map(({ refused }) => refused)).toEqual([texts.value.photoGone]);
  });

  it('tells what nobody foresaw instead of waiting in silence, and keeps the entry', async () => {
    await enqueue('a', sale('a-1'));
    server('a', () => new Response('<html>Wi-Fi 登录</html>', { headers: { 'content-type': 'text/html' } }));
    await expect(flush('a', nothing)).rejects.toThrow('is not valid JSON');
    expect(ids(pendingOf('a'))).toEqual(['a-1']);
  });
});

describe('two pages of one phone', () => {
  const other: Waiting = { account: 'a', body: sale('a-other') };
  const elsewhere = (waiting: readonly Waiting[]): void => storage.setItem(WAITING_SALES, JSON.stringify(waiting));

  it('keep what the other has taken in, though nobody has told them of it yet', async () => {
    await enqueue('a', sale('a-1'));
    elsewhere([...kept(), other]);
    await enqueue('a', sale('a-2'));
    await drop('a-1');
    expect([ids(kept()), ids(queue.value)]).toEqual([
      ['a-other', 'a-2'],
      ['a-other', 'a-2'],
    ]);
  });

  it('do not bring back what the other has sent', async () => {
    await enqueue('a', sale('a-1'));
    await enqueue('a', sale('a-2'));
    const { taken } = server('a', (id) => {
      if (id === 'a-1') elsewhere(kept().filter(({ body }) => body.id !== 'a-2'));
      return undefined;
    });
    await flush('a', nothing);
    expect([taken, kept()]).toEqual([['a-1'], []]);
  });

  it('do not blame a sale for its photograph that the other has sent with it', async () => {
    await enqueue('a', sale('a-1'), [photo]);
    answering(({ path }) => {
      if (path !== '/api/session') return problem(404, 'NOT_FOUND');
      blobs.clear();
      elsewhere([]);
      return json({ account: 'a' });
    });
    await flush('a', nothing);
    expect([kept(), queue.value]).toEqual([[], []]);
  });

  it('show what the other has changed as soon as they are told', async () => {
    await enqueue('a', sale('a-1'));
    elsewhere([other]);
    toldOf('another.key');
    expect(ids(pendingOf('a'))).toEqual(['a-1']);
    toldOf(WAITING_SALES);
    expect(ids(pendingOf('a'))).toEqual(['a-other']);
  });
});

describe('who asks while something is sent', () => {
  it('is told of each sale and where the last one stands, though another began it; each is sent once', async () => {
    await enqueue('a', sale('a-1'));
    const { taken } = server('a');
    const told: string[] = [];
    const both = [flush('a', ({ id }) => told.push(`first ${id}`)), flush('a', ({ id }) => told.push(`second ${id}`))];
    expect(await Promise.all(both)).toEqual(['households:1', 'households:1']);
    expect([taken, told]).toEqual([['a-1'], ['first a-1', 'second a-1']]);
  });

  it('is told of a sale once, however often it asks', async () => {
    await enqueue('a', sale('a-1'));
    server('a');
    const told: string[] = [];
    const took = ({ id }: Waiting['body']): void => void told.push(id);
    await Promise.all([flush('a', took), flush('a', took)]);
    expect(told).toEqual(['a-1']);
  });

  it('begins anew after a run that broke off', async () => {
    await enqueue('a', sale('a-1'));
    server('a', unreachable);
    await flush('a', nothing);
    const { taken } = server('a');
    expect(await flush('a', nothing)).toBe('households:1');
    expect(taken).toEqual(['a-1']);
  });
});
