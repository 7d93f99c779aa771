import { onSessionEnd, read } from './client';

const REFUSED = { code: 'AUTH.REQUIRED', detail: '请先登录', errors: [] };

function answer(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' },
  });
}

describe('calls that were refused because the session had ended', () => {
  const before = globalThis.fetch;

  afterEach(() => {
    globalThis.fetch = before;
  });

  test('ask once to sign in, however late one of them is told of it, and are made again', async () => {
    let isSignedIn = false;
    const late: (() => void)[] = [];
    globalThis.fetch = (asked) => {
      const url = asked instanceof Request ? asked.url : asked.toString();
      if (isSignedIn) return Promise.resolve(answer(200, { url }));
      const refused = answer(401, REFUSED);
      return url === '/api/late' ? new Promise((resolve) => late.push(() => resolve(refused))) : Promise.resolve(refused);
    };
    let dialogs = 0;
    onSessionEnd(() => {
      dialogs += 1;
      isSignedIn = true;
      return Promise.resolve();
    });
    const told = read('late');
    expect(await read('soon')).toEqual({ url: '/api/soon' });
    for (const tell of late) tell();
    expect(await told).toEqual({ url: '/api/late' });
    expect(dialogs).toBe(1);
  });
});
