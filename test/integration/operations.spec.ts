import type { Job } from '#contracts';
import { startGateway } from '../support/cluster/in-process-cluster.js';
import { eventually } from '../support/eventually.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { type SignedIn, signInAdmin } from '../support/sign-in.js';

interface Answer {
  readonly status: number;
  readonly body: Job & { readonly job: Job; readonly code: string; readonly notes: readonly string[] };
}

let ledger: RunningLedger;
let admin: SignedIn;

beforeAll(async () => {
  ledger = await startLedger();
  admin = await signInAdmin(ledger.url);
});
afterAll(() => discard(ledger));

const LONGEST_MS = 90_000;
const LOAD = { year: 'lianhu-2020' };

async function post(path: string, body: object = {}): Promise<Answer> {
  const answer = await admin.post(`/api/${path}`, body);
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

async function ended({ id }: Job): Promise<Job> {
  let job: Job | undefined;
  const look = async (): Promise<boolean> => {
    job = (await (await admin.fetch(`/api/rebuilds/${id}`)).json()) as Job;
    return job.state !== 'running';
  };
  await eventually(`the end of the job ${id}`, look, LONGEST_MS);
  if (job === undefined) throw new Error(`there is no job ${id}`);
  return job;
}

async function totals(): Promise<readonly unknown[]> {
  const paths = ['figures/purchase.ordered', 'figures/sales.weight', 'figures/projects.count'];
  return Promise.all(paths.map(async (path) => (await ledger.get(`/api/${path}`))['value']));
}

/** What the stream tells an administrator of jobs while something is done. */
async function jobsTold(work: () => Promise<void>): Promise<Job[]> {
  const aborting = new AbortController();
  const stream = await admin.fetch('/api/stream', { signal: aborting.signal });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })().catch((error: unknown) => {
    if (!aborting.signal.aborted) throw error;
  });
  await work();
  await eventually('the end on the stream', () => /"state":"(done|cancelled|failed)"/.test(text));
  aborting.abort();
  await reading;
  return [...text.matchAll(/event: job\ndata: (.*)\n\n/g)].map(([, data = '']) => JSON.parse(data) as Job);
}

test('a demonstration that was cancelled on its way goes on where it stopped, and is then there once', async () => {
  const first = await post('demo/load', LOAD);
  expect([first.status, first.body.job.state]).toEqual([202, 'running']);
  expect(first.body.notes.join(' ')).toMatch(/demo-….*首次|demo-….*初始密码/);
  const second = await post('demo/clear');
  expect([second.status, second.body.code]).toEqual([409, 'JOB.RUNNING']);
  await post(`rebuilds/${first.body.job.id}/cancel`);
  expect((await ended(first.body.job)).state).toBe('cancelled');

  const told = await jobsTold(async () => {
    const again = await post('demo/load', LOAD);
    expect(again.body.notes).toEqual([]);
    const job = await ended(again.body.job);
    expect([job.state, job.done > 100]).toEqual(['done', true]);
  });
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toMatchObject({ kind: 'demo-load', state: 'done' });
  const { count } = (await ledger.get('/api/orders?limit=1')) as { count: number };
  const third = await post('demo/load', LOAD);
  expect((await ended(third.body.job)).result).toEqual({ entries: 0 });
  expect((await ledger.get('/api/orders?limit=1'))['count']).toBe(count);
});

test('B64 a rebuild reads every event, leaves no difference, and the old figures are read meanwhile', async () => {
  const before = await totals();
  const { projections } = (await ledger.get('/api/rebuilds')) as unknown as { projections: readonly string[] };
  const started = await post('rebuilds', { projections });
  const meanwhile: unknown[] = [];
  const look = async (): Promise<boolean> => {
    meanwhile.push(JSON.stringify(await totals()));
    return ((await (await admin.fetch(`/api/rebuilds/${started.body.id}`)).json()) as Job).state !== 'running';
  };
  await eventually('the end of the rebuild', look, LONGEST_MS);
  expect(new Set(meanwhile)).toEqual(new Set([JSON.stringify(before)]));
  const job = await ended(started.body);
  expect(job).toMatchObject({ state: 'done', subjects: projections, result: { parked: 0, differing: 0 } });
  expect(job.done).toBe(job.of);
  expect(job.result?.entries).toBeGreaterThan(100);
});

test('B50 the demonstration goes by one call and leaves totals, lists and accounts empty', async () => {
  expect((await ended((await post('demo/clear')).body)).state).toBe('done');
  expect(await totals()).toEqual([0, 0, 0]);
  for (const list of ['orders', 'sales', 'projects', 'units']) expect((await ledger.get(`/api/${list}?limit=1`))['count']).toBe(0);
  const { items } = (await (await admin.fetch('/api/accounts?limit=200')).json()) as {
    items: { account: string; disabledAt: string | null }[];
  };
  expect(items.filter(({ account, disabledAt }) => account.startsWith('demo-') && disabledAt === null)).toEqual([]);
});

test('who had it done stands in the access log; what does not exist is refused by name', async () => {
  const { items } = (await ledger.get('/api/access-log?limit=200')) as { items: { kind: string; account: string }[] };
  const kinds = ['demo-loaded', 'demo-cleared', 'rebuilt'];
  expect(new Set(items.filter(({ kind }) => kinds.includes(kind)).map(({ kind, account }) => `${account} ${kind}`))).toEqual(
    new Set(kinds.map((kind) => `admin ${kind}`)),
  );
  expect((await post('demo/load', { year: 'nothing' })).body.code).toBe('DEMO.UNKNOWN');
  expect((await post('rebuilds', { projections: ['nothing'] })).body.code).toBe('PROJECTION.UNKNOWN');
  expect((await ledger.fetch('/api/rebuilds/nothing')).status).toBe(404);
});

test('the gateway of a cluster says by which command the operator does it', async () => {
  const nowhere = [new URL('http://127.0.0.1:1')];
  const gateway = await startGateway({ purchases: nowhere, projects: nowhere, households: nowhere, impact: nowhere });
  const signed = await signInAdmin(gateway.url.origin);
  const refused = async (path: string, body: object): Promise<{ code: string; detail: string }> =>
    (await (await signed.post(`/api/${path}`, body)).json()) as { code: string; detail: string };
  const answers = [
    await refused('demo/load', LOAD),
    await refused('demo/clear', {}),
    await refused('rebuilds', { projections: ['impact'] }),
  ];
  await gateway.stop();
  expect(answers.map(({ code }) => code)).toEqual(['JOB.BY_COMMAND', 'JOB.BY_COMMAND', 'JOB.BY_COMMAND']);
  expect(answers.map(({ detail }) => detail.includes('npm run'))).toEqual([true, true, true]);
});
