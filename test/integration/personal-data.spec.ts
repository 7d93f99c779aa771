import 'reflect-metadata';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { type Role, ROLES } from '#contracts';
import { type FileLedger, openLedger } from '#operator';
import { createHttpApp, readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { type Asker, checked, commit } from '../support/importing.js';
import { CALLER_HEADER, testCaller } from '../support/test-caller.js';
import { RIGHTS } from './access-matrix/rights.js';
import { bound, PERSON, POSITIONS, World } from './access-matrix/world.js';

/** Any of these in a text is a name or a number that should not be there. Masked they read 欧**莲 and 138****5678. */
const NEEDLES: readonly string[] = [PERSON.name, PERSON.name.slice(1, 3), PERSON.phone, PERSON.phone.slice(3)];

function hitsIn(place: string, text: string): string[] {
  return NEEDLES.filter((needle) => text.includes(needle)).map((needle) => `${place}: ${needle}`);
}

/** The needles as bytes in every file below a folder. */
function hitsInFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    return NEEDLES.filter((needle) => bytes.includes(needle)).map((needle) => `${entry.name}: ${needle}`);
  });
}

describe('names and phones of households and of units’ contacts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-personal-'));
  const lines: string[] = [];
  let open: FileLedger;
  let app: NestFastifyApplication;
  let origin: string;
  let world: World;

  beforeAll(async () => {
    const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    const configuration = readConfiguration({ BANGFU_DATA: join(folder, 'data'), BANGFU_DEMO: 'none' });
    open = await openLedger(configuration, logger, { steps: STANDALONE_STEPS, projections: standaloneProjections() });
    app = await createHttpApp(standaloneModule(open), {
      logger,
      clock: () => open.clock,
      waitFor: () => (projections, seen, forMs) => open.ledger.host.waitFor(projections, seen, forMs),
      identify: ({ headers }) => testCaller(headers),
    });
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
    world = new World(origin);
    await world.build();
    // Whoever buys or takes part is a person too, and enters the log masked only.
    const buyer = { kind: 'individual', name: PERSON.name };
    await office('/sales', { ...world.sale('own'), id: 's-person', buyer });
    await office('/activities', { kind: 'visit', villageCode: world.village('own'), attendees: [PERSON.name] });
  });
  afterAll(async () => {
    app.getHttpServer().closeAllConnections();
    await app.close();
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function office(path: string, body: object): Promise<void> {
    const { status } = await world.ask(undefined, 'POST', { path, body });
    expect([path, status]).toEqual([path, 201]);
  }

  function asker(role: Role): Asker {
    const headers = { [CALLER_HEADER]: JSON.stringify(bound(role)) };
    return {
      fetch: (path, init) => fetch(`${origin}${path}`, { ...init, headers: { ...(init?.headers as object | undefined), ...headers } }),
    };
  }

  async function said(role: Role, path: string): Promise<string[]> {
    return hitsIn(`${role} ${path}`, await (await asker(role).fetch(`/api${path}`)).text());
  }

  /** Everything that any route answers any role, as text. */
  async function answers(): Promise<string[]> {
    const hits: string[] = [];
    for (const [route, ways] of Object.entries(RIGHTS)) {
      if (!route.startsWith('GET ')) continue;
      for (const way of ways) {
        for (const role of ROLES) {
          for (const place of way.places ?? POSITIONS) {
            const asked = way.at(place, world);
            const { body } = await world.ask(bound(role), 'GET', asked);
            hits.push(...hitsIn(`${role} ${asked.path}`, JSON.stringify(body)));
          }
        }
      }
    }
    return hits;
  }

  it('are in no answer to any role that has not asked to see them', async () => {
    expect(await answers()).toEqual([]);
    const masked = await world.ask(bound('leader'), 'GET', { path: '/households/h-own' });
    expect(masked.body).toMatchObject({ private: { name: '欧**莲', phone: '138****5678' } });
    const unit = await world.ask(bound('leader'), 'GET', { path: '/units/u-own' });
    expect(unit.body).toMatchObject({ contactName: '欧**莲', contactPhone: '138****5678' });
  });

  it('are in no refusal, however wrong the body that held them', async () => {
    const household = { villageCode: world.village('own'), category: 'lifted', members: 2, private: PERSON };
    const bodies: readonly object[] = [
      { ...household, id: 'h-own' },
      { ...household, villageCode: 'nowhere' },
      { ...household, category: 'unknown' },
      { ...household, private: { ...PERSON, phone: `${PERSON.phone}x` } },
      { ...household, private: { ...PERSON, [PERSON.name]: 1 }, members: 0 },
    ];
    const unit = { id: 'u-own', name: '单位', kind: 'budget-unit', contactName: PERSON.name, contactPhone: PERSON.phone };
    const hits: string[] = [];
    for (const body of [unit, { ...unit, id: 'u-more', kind: '局' }, { ...unit, id: 'u-more', contactPhone: `${PERSON.phone}x` }]) {
      const { status, body: said } = await world.ask(bound('admin'), 'POST', { path: '/units', body });
      expect(status).toBeGreaterThanOrEqual(400);
      hits.push(...hitsIn('unit', JSON.stringify(said)));
    }
    for (const [index, body] of bodies.entries()) {
      const { status, body: said } = await world.ask(bound('village-staff'), 'POST', { path: '/households', body });
      expect([index, status >= 400]).toEqual([index, true]);
      // The name of a field that a client made up is told back to it as it came; it is nobody's field here.
      if (index < 4) hits.push(...hitsIn(`body ${index}`, JSON.stringify(said)));
    }
    expect(hits).toEqual([]);
  });

  it('are in no message of the stream and no metric', async () => {
    const aborting = new AbortController();
    const headers = { [CALLER_HEADER]: JSON.stringify(bound('leader')) };
    const stream = await fetch(`${origin}/api/stream`, { headers, signal: aborting.signal });
    const household = { villageCode: world.village('own'), category: 'lifted', members: 2, private: PERSON };
    await office('/households', household);
    let heard = '';
    for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
      heard += Buffer.from(chunk).toString();
      if (heard.includes('event: figures')) break;
    }
    aborting.abort();
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(heard).toContain('households.registered');
    expect([...hitsIn('stream', heard), ...hitsIn('metrics', metrics)]).toEqual([]);
  });

  it('are in no line of the log, no table, no file of the data folder and no backup', async () => {
    mkdirSync(join(folder, 'backup'));
    await open.database.backup(join(folder, 'backup', 'bangfu.sqlite'));
    expect([...hitsIn('log', lines.join('\n')), ...hitsInFiles(join(folder, 'data')), ...hitsInFiles(join(folder, 'backup'))]).toEqual([]);
  });

  it('in a sheet are in no file and no answer to any other role, neither while it waits nor once it is entered', async () => {
    const village = world.village('own');
    const sheets = [
      ['village-staff', 'households', `村,户类别,家庭人口,户主姓名,联系电话\n${village},已脱贫户,3,${PERSON.name},${PERSON.phone}\n`],
      ['village-staff', 'sales', `日期,村,产品,品类,数量,单位,买方\n2020-05-01,${village},猕猴桃,水果,1,公斤,${PERSON.name}\n`],
      ['admin', 'units', `单位名称,单位类型,联系人,联系电话\n表中单位,企业,${PERSON.name},${PERSON.phone}\n`],
    ] as const;
    const folders = (): string[] => hitsInFiles(join(folder, 'data'));
    // An import goes on only for an account that is there.
    for (const role of ['village-staff', 'admin'] as const) {
      const { actor, villageCode } = bound(role);
      const facts = { ...actor, name: role, villageCode };
      await open.office.accounts.add(facts, { password: 'plums and peas of the suites', mustChange: false });
    }
    for (const [role, kind, text] of sheets) {
      const enterer = asker(role);
      const seen = await checked(enterer, { name: '表.csv', bytes: text, kind });
      expect([kind, seen.state, seen.counts?.create]).toEqual([kind, 'checked', 1]);
      const addresses = [`/imports/${seen.importId}`, `/imports/${seen.importId}/rows`, '/imports'];
      const others = async (): Promise<string[]> =>
        (await Promise.all(ROLES.filter((other) => other !== role).flatMap((other) => addresses.map((path) => said(other, path))))).flat();
      expect([kind, await others(), folders()]).toEqual([kind, [], []]);
      expect((await commit(enterer, seen)).state).toBe('done');
      expect([kind, await others(), await said(role, `/imports/${seen.importId}`), folders()]).toEqual([kind, [], [], []]);
    }
    expect(hitsIn('log', lines.join('\n'))).toEqual([]);
  });

  it('are shown by a reveal and by nothing else of it; forgotten, they are shown to nobody, and every sum stays', async () => {
    const staff = bound('village-staff');
    const figures = async (): Promise<unknown[]> =>
      Promise.all(
        ['households.registered', 'households.exited', 'sales.weight'].map(
          async (figure) => (await world.ask(bound('auditor'), 'GET', { path: `/figures/${figure}` })).body['value'],
        ),
      );
    const proof = async (): Promise<unknown> =>
      ((await (await fetch(`${origin}/api/log/verify`)).json()) as { ok: boolean }[]).map(({ ok }) => ok);
    const before = [await figures(), await proof()];
    const revealed = await world.ask(staff, 'POST', { path: '/households/h-own/reveal', body: { reason: '核对' } });
    expect(revealed.body).toMatchObject({ private: PERSON });
    expect((await world.ask(staff, 'GET', { path: '/households/h-own' })).body).toMatchObject({ private: PERSON });
    expect(hitsIn('log', lines.join('\n'))).toEqual([]);
    for (const id of ['h-own', 'h-sibling', 'h-spare-own']) {
      const forgotten = await world.ask(bound('admin'), 'POST', { path: `/households/${id}/forget`, body: { reason: '本人要求' } });
      expect([id, forgotten.status]).toEqual([id, 200]);
    }
    expect((await world.ask(staff, 'GET', { path: '/households/h-own' })).body).toMatchObject({ private: null });
    const again = await world.ask(staff, 'POST', { path: '/households/h-own/reveal', body: { reason: '核对' } });
    expect(again.body).toMatchObject({ private: null });
    expect(await answers()).toEqual([]);
    expect([await figures(), await proof()]).toEqual(before);
    expect(hitsInFiles(join(folder, 'data'))).toEqual([]);
  });
});
