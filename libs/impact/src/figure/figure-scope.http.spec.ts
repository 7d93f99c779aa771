import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { type Caller, FIGURES, figureGrants, type Role, rolesOf } from '#contracts';
import { ACCESS_HEADER, createHttpApp, decodeNotes } from '#platform';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { poster, writeSmallHistory } from '../testing/small-history.js';
import { ReportWriter } from '../report/report-writer.js';
import { ReportsController } from '../report/reports.controller.js';
import { FigureReader } from './figure-reader.js';
import { FigureScopes } from './figure-scope.query.js';
import { FiguresController } from './figures.controller.js';

const VILLAGE = '610124103201';

/** Header in which this spec says who asks. */
const CALLER = 'x-caller';

function caller(roles: readonly Role[], unitId: string | null = null, villageCode?: string): Caller {
  return { actor: { account: 'spec', roles, unitId }, source: 'manual', ...(villageCode === undefined ? {} : { villageCode }) };
}

const OFFICE = caller(['purchaser'], 'office');
const SCHOOL = caller(['purchaser'], 'school');
const VILLAGER = caller(['village-staff'], null, VILLAGE);
const LEADER = caller(['leader'], 'school');
const AUDITOR = caller(['auditor']);
const ADMIN = caller(['admin']);

type Body = Record<string, unknown>;

describe('a figure as a caller gets it', () => {
  let ledger: FiguresLedger;
  let app: NestFastifyApplication;
  let origin: string;

  beforeAll(async () => {
    ledger = await FiguresLedger.open();
    writeSmallHistory(ledger);
    const post = poster(ledger);
    // The clinic leaves the office at the end of the year.
    post('directory', 'UnitMoved', 'unit-clinic', '2021-01-01', { unitId: 'clinic', parentId: null, previousParentId: 'office' });
    post('households', 'VillageRegistered', 'village-v2', '2019-01-01', { code: 'v2', name: '邻村' });
    for (const [index, village] of [VILLAGE, VILLAGE, VILLAGE, VILLAGE, VILLAGE, VILLAGE, 'v2', 'v2'].entries()) {
      const under = { village, kind: 'lifted' };
      const data = { under, postings: [{ measure: 'household.registered', delta: 1 }] };
      post('households', 'HouseholdRegistered', `household-h${index}`, '2020-02-01', data);
    }
    await ledger.project();
    const scopes = new FigureScopes(ledger.database);
    @Module({
      controllers: [FiguresController, ReportsController],
      providers: [
        { provide: FigureReader, useValue: ledger.reader },
        { provide: FigureScopes, useValue: scopes },
        { provide: ReportWriter, useValue: new ReportWriter(ledger.reader, ledger.clock) },
      ],
    })
    class SpecModule {}
    app = await createHttpApp(SpecModule, {
      logger: pino({ level: 'silent' }),
      clock: () => ledger.clock,
      waitFor: () => () => Promise.resolve(0),
      identify: ({ headers }) => JSON.parse(String(headers[CALLER])) as Caller,
    });
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await ledger.close();
  });

  const get = async (who: Caller, path: string): Promise<{ status: number; body: Body }> => {
    const reply = await fetch(`${origin}/api/${path}`, { headers: { [CALLER]: JSON.stringify(who) } });
    return { status: reply.status, body: (await reply.json()) as Body };
  };
  const value = async (who: Caller, path: string): Promise<unknown> => {
    const { status, body } = await get(who, path);
    return status === 200 ? body['value'] : [status, body['code']];
  };

  it('is of its own units, and says so, where no unit is named', async () => {
    expect(await value(SCHOOL, 'figures/purchase.ordered?year=2020')).toBe(6_000);
    expect(await value(OFFICE, 'figures/purchase.ordered?year=2020')).toBe(10_500);
    expect(await value(AUDITOR, 'figures/purchase.ordered?year=2020')).toBe(10_500);
    expect(await value(SCHOOL, 'figures/purchase.ordered?year=2020&projectId=none')).toBe(6_000);
    expect((await get(SCHOOL, 'figures/purchase.ordered?year=2020')).body).toMatchObject({ filters: { unitId: 'school' } });
  });

  it('follows the tree of the last day asked for', async () => {
    expect(await value(OFFICE, 'figures/purchase.ordered?to=2020-12-31')).toBe(10_500);
    expect(await value(OFFICE, 'figures/purchase.ordered?to=2021-01-01')).toBe(6_500);
    expect(await value(OFFICE, 'figures/purchase.ordered?to=2020-12-31&unitId=clinic')).toBe(4_000);
    expect(await value(OFFICE, 'figures/purchase.ordered?to=2021-01-01&unitId=clinic')).toEqual([404, 'RECORD.NOT_FOUND']);
  });

  it('does not tell a unit, village or project out of reach from one that does not exist', async () => {
    for (const filter of ['unitId=office', 'unitId=nobody', 'projectId=store', 'projectId=nothing']) {
      expect([filter, await value(SCHOOL, `figures/purchase.ordered?${filter}`)]).toEqual([filter, [404, 'RECORD.NOT_FOUND']]);
    }
    for (const village of ['v2', 'nowhere']) {
      expect(await value(VILLAGER, `figures/sales.amount?villageCode=${village}`)).toEqual([404, 'RECORD.NOT_FOUND']);
    }
    expect(await value(OFFICE, 'figures/projects.count?projectId=store&to=2020-12-31')).toBe(1);
  });

  it('tells the access log who asked for what is there but not for them, and nothing of what does not exist', async () => {
    const noted = async (who: Caller, path: string): Promise<unknown> => {
      const { headers } = await fetch(`${origin}/api/${path}`, { headers: { [CALLER]: JSON.stringify(who) } });
      return decodeNotes(headers.get(ACCESS_HEADER) ?? undefined);
    };
    const denied = (subject: string): object[] => [{ kind: 'denied', subject, reason: 'RECORD.NOT_FOUND' }];
    for (const path of [
      'figures/purchase.ordered?',
      'figures/purchase.ordered/series?by=month&',
      'figures/purchase.ordered/contributions?',
    ]) {
      expect([path, await noted(SCHOOL, `${path}unitId=office`)]).toEqual([path, denied('office')]);
      expect([path, await noted(SCHOOL, `${path}projectId=store`)]).toEqual([path, denied('store')]);
      expect([path, await noted(SCHOOL, `${path}unitId=nobody`)]).toEqual([path, []]);
    }
    expect(await noted(VILLAGER, 'figures/sales.amount?villageCode=v2')).toEqual(denied('v2'));
    expect(await noted(VILLAGER, 'figures/sales.amount?villageCode=nowhere')).toEqual([]);
    expect(await noted(SCHOOL, 'reports/annual?year=2020&unitId=office')).toEqual(denied('office'));
    expect(await noted(SCHOOL, 'figures/purchase.ordered')).toEqual([]);
  });

  it('is of its village for village staff', async () => {
    const { body } = await get(VILLAGER, 'figures/households.registered');
    expect(body).toMatchObject({ value: 6, filters: { villageCode: VILLAGE } });
    expect(await value(VILLAGER, 'figures/purchase.ordered')).toEqual([403, 'AUTH.FORBIDDEN']);
    expect(await value(SCHOOL, 'figures/households.registered')).toEqual([403, 'AUTH.FORBIDDEN']);
  });

  it('comes with series, contributions and changes of the same', async () => {
    const series = await get(SCHOOL, 'figures/purchase.ordered/series?by=unit');
    expect(series.body).toMatchObject({ total: 6_000, groups: [{ key: 'school', value: 6_000 }] });
    const made = await get(SCHOOL, 'figures/purchase.ordered/contributions');
    expect(made.body).toMatchObject({ sum: 6_000, count: 1, items: [{ subject: 'order-a' }] });
    const changes = await get(SCHOOL, 'changes?since=2020-01-01T00:00:00.000Z&figures=purchase.ordered');
    expect(changes.body).toMatchObject({ items: [{ old: 0, new: 6_000, count: 1 }] });
    const all = (await get(VILLAGER, 'changes?since=2020-01-01T00:00:00.000Z')).body['items'] as { figure: string }[];
    expect(all.map(({ figure }) => figure).filter((figure) => figure.startsWith('purchase.'))).toEqual([]);
  });

  it('is listed only where it is answered', async () => {
    const named = async (who: Caller): Promise<string[]> =>
      ((await get(who, 'figures')).body['items'] as { name: string }[]).map(({ name }) => name);
    expect((await named(AUDITOR)).length).toBe(FIGURES.length);
    for (const who of [SCHOOL, VILLAGER, caller(['project-staff'], 'office'), caller(['purchaser'], null, VILLAGE)]) {
      const names = await named(who);
      for (const { name } of FIGURES) {
        const { status } = await get(who, `figures/${name}?year=2020`);
        expect([name, status]).toEqual([name, names.includes(name) ? 200 : 403]);
      }
    }
  });

  it('gives a report of its own units', async () => {
    const { body } = await get(SCHOOL, 'reports/annual?year=2020');
    const filters = (body['sentences'] as { figures: { filters: object }[] }[]).flatMap(({ figures }) => figures.map((one) => one.filters));
    expect(filters.length).toBeGreaterThan(0);
    for (const one of filters) expect(one).toMatchObject({ unitId: 'school' });
    expect((await get(SCHOOL, 'reports/annual?year=2020&unitId=office')).status).toBe(404);
    expect((await get(VILLAGER, 'reports/annual?year=2020')).status).toBe(403);
  });

  it('opens its entries to nobody who makes and reads none', async () => {
    expect(await value(ADMIN, 'figures/purchase.ordered')).toBe(10_500);
    expect((await get(ADMIN, 'figures/purchase.ordered/contributions')).status).toBe(403);
    expect((await get(ADMIN, 'changes?since=2020-01-01T00:00:00.000Z')).status).toBe(403);
  });

  it('is read by somebody, whichever it is', () => {
    expect(FIGURES.filter(({ name }) => rolesOf(figureGrants(name)).length < 4)).toEqual([]);
    expect(figureGrants('invented.figure')).toEqual({});
  });

  describe('of fewer than five households', () => {
    const small = 'figures/households.registered?villageCode=v2';

    it('has no value for who sees aggregates only, and all its value for who sees the households', async () => {
      for (const who of [LEADER, ADMIN]) expect((await get(who, small)).body).toMatchObject({ value: null, reason: 'small-group' });
      expect(await value(LEADER, 'figures/households.registered')).toBe(8);
      expect(await value(AUDITOR, small)).toBe(2);
      expect(await value(caller(['village-staff'], null, 'v2'), 'figures/households.registered')).toBe(2);
      expect(await value(caller(['leader', 'village-staff'], null, VILLAGE), small)).toBeNull();
    });

    it('cannot be told from the other groups of its series either', async () => {
      const { body } = await get(LEADER, 'figures/households.registered/series?by=village');
      expect(body).toMatchObject({ total: 8, groups: [{ value: null }, { value: null }] });
    });

    it('lists no entries, and names none that moved it', async () => {
      const made = await get(LEADER, 'figures/households.registered/contributions?villageCode=v2');
      expect(made.body).toMatchObject({ items: [], count: null, sum: null, reason: 'small-group' });
      const changed = await get(LEADER, 'changes?since=2020-01-01T00:00:00.000Z&figures=households.registered&villageCode=v2');
      expect(changed.body).toMatchObject({ items: [{ new: null, count: null, events: [] }] });
    });
  });
});
