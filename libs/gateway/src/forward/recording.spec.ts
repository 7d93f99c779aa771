import type { AccessNote } from '#contracts';
import { ACCESS_HEADER, type DoorKeeper, encodeNotes, ProblemError } from '#platform';
import { type Behaviour } from '../testing/a-service.js';
import { Opened } from '../testing/opened.js';

const REVEAL: AccessNote = { kind: 'reveal', subject: 'household-1', reason: '核对 "电话" 𠮷' };

/** Hands out a name, and notes that it has. */
const revealing: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', [ACCESS_HEADER]: encodeNotes([REVEAL]) }).end('{"name":"张三"}');
};

/** A keeper that remembers what it was told, or can record nothing. */
function keeperThat(records: boolean): DoorKeeper & { readonly told: unknown[] } {
  const told: unknown[] = [];
  return {
    told,
    isOpen: () => false,
    refusal: () => Promise.resolve(undefined),
    answering: (_, status, notes) => {
      if (!records) return Promise.reject(new ProblemError([{ code: 'ACCESS_LOG.UNAVAILABLE' }]));
      told.push([status, ...notes]);
      return Promise.resolve();
    },
  };
}

describe('what a service notes for the access log', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  it('is recorded before the answer goes out, and does not go out with it', async () => {
    const service = await opened.service(revealing);
    const keeper = keeperThat(true);
    const door = await opened.door({ households: [service.url] }, {}, keeper);
    const answer = await door.post('/api/households/1/reveal', '{}');
    expect([answer.status, answer.headers.get(ACCESS_HEADER), await answer.text()]).toEqual([200, null, '{"name":"张三"}']);
    expect(keeper.told).toEqual([[200, REVEAL]]);
  });

  it('keeps the answer back where it cannot be recorded', async () => {
    const service = await opened.service(revealing);
    const door = await opened.door({ households: [service.url] }, {}, keeperThat(false));
    const answer = await door.post('/api/households/1/reveal', '{}');
    const text = await answer.text();
    expect([answer.status, JSON.parse(text)]).toMatchObject([503, { code: 'ACCESS_LOG.UNAVAILABLE' }]);
    expect(text).not.toContain('张三');
  });

  it('is nothing that a client can add to, and a refusal of a service is told with its status', async () => {
    const service = await opened.service((request, response) => {
      expect(request.headers[ACCESS_HEADER]).toBeUndefined();
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{}');
    });
    const keeper = keeperThat(true);
    const door = await opened.door({ households: [service.url] }, {}, keeper);
    await door.get('/api/households', { [ACCESS_HEADER]: encodeNotes([REVEAL]) });
    expect(keeper.told).toEqual([[403]]);
  });
});
