import { addDays, FIGURES, type FigureDefinition, type FigureName } from '#contracts';
import { FiguresLedger } from './figures-ledger.js';
import { Oracle } from './oracle.js';
import { Random } from './random.js';
import { CATEGORIES, CHANNELS, FUNDINGS, PROJECTS, RandomHistory, STAGES, UNITS, VILLAGES } from './random-history.js';
import { changesSince } from '../figure/changes.js';
import { BASES, type FigureFilters } from '../figure/figure-filters.js';
import { contributionsOf } from '../figure/contribution-list.js';
import { type FigureValue, ofBase, type Question } from '../figure/figure-reader.js';
import type { FigurePlan } from '../figure/figure-plans.js';
import { groupingsOf } from '../figure/groupings.js';
import { seriesOf } from '../figure/series.js';

/** Figures over random histories against a plain fold of the same postings: whatever is asked, the answers are one. */
const STEPS = 260;
const QUESTIONS = 90;

type Open = () => Promise<FiguresLedger>;

async function withHistory(open: Open, seed: number, check: (ledger: FiguresLedger, random: Random) => Promise<void>): Promise<void> {
  const ledger = await open();
  try {
    const random = new Random(seed);
    new RandomHistory(ledger, random).write(STEPS);
    await ledger.project();
    await check(ledger, random);
  } finally {
    await ledger.close();
  }
}

function randomFilters(random: Random, figure: FigureDefinition, recorded: readonly string[]): FigureFilters {
  const filters: Record<string, unknown> = {};
  const day = (): string => addDays('2018-12-20', random.below(940));
  if (random.once(2)) filters['year'] = random.one([2019, 2020, 2021]);
  if (random.once(3)) filters['from'] = random.once(3) ? '2020-03-01' : day();
  if (random.once(3)) filters['to'] = random.once(3) ? '2020-12-31' : day();
  if (random.once(3)) filters['knownAt'] = random.one(recorded);
  const narrowing: Record<string, readonly unknown[]> = {
    unitId: UNITS,
    channel: CHANNELS,
    funding: FUNDINGS,
    category: CATEGORIES,
    countyCode: ['610124', '611024', 'none'],
    villageCode: [...VILLAGES, 'none'],
    projectId: [...PROJECTS, 'none'],
    product: ['猕猴桃', '核桃'],
    kind: ['own', 'none', 'visit', 'training', 'registered-poor', 'formula'],
    within: ['2020', '2019-Q4', '2020-03', '2020-06-01'],
    template: ['cold-storage', 'general'],
    stage: [...STAGES, 'none'],
    basis: BASES,
  };
  for (const name of figure.filters) if (random.once(3)) filters[name] = random.one(narrowing[name] ?? []);
  if (filters['unitId'] !== undefined && random.once(3)) filters['includeBelow'] = false;
  return filters;
}

async function forEachQuestion(
  open: Open,
  seed: number,
  check: (ledger: FiguresLedger, figure: FigureName, filters: FigureFilters, random: Random) => Promise<void>,
): Promise<void> {
  await withHistory(open, seed, async (ledger, random) => {
    const recorded = ledger.events.map((event) => event.recordedAt);
    for (let asked = 0; asked < QUESTIONS; asked += 1) {
      const figure = FIGURES[asked % FIGURES.length] as FigureDefinition & { name: FigureName };
      await check(ledger, figure.name, randomFilters(random, figure, recorded), random);
    }
  });
}

async function listed(question: Question, plan: FigurePlan, limit: number): Promise<{ sum: number; items: number; count: number }> {
  let behind: Parameters<typeof contributionsOf>[3];
  let [sum, items] = [0, 0];
  for (;;) {
    const page = await contributionsOf(question, plan, limit, behind);
    sum += page.items.reduce((added, { delta }) => added + delta, 0);
    items += page.items.length;
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (page.nextCursor === null) {
      expect({ sum, items }).toEqual({ sum: page.sum, items: page.count });
      return { sum, items, count: page.count };
    }
    behind = page.nextCursor;
  }
}

/** The sum of each list a figure is made of; of a pace none, which is no sum. */
async function sumsListed(question: Question, limit: number): Promise<number[]> {
  const { plan } = question;
  if (plan.kind === 'pace') return [];
  if (plan.kind !== 'ratio') return [(await listed(question, plan, limit)).sum];
  return [(await listed(question, plan.numerator, limit)).sum, (await listed(ofBase(question), plan.denominator, limit)).sum];
}

function parts(value: FigureValue): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && 'numerator' in value ? [value.numerator, value.denominator] : [];
}

/** A rule, on how many random histories it is tried where that is cheap, and its proof on one of them. */
export type FigureRule = readonly [sentence: string, histories: number, proof: (open: Open, seed: number) => Promise<void>];

/** Figures over random histories, on any database. */
export const FIGURE_RULES: readonly FigureRule[] = [
  [
    'are what a plain fold of the postings gives, for every filter',
    12,
    (open, seed) =>
      forEachQuestion(open, seed, async (ledger, figure, filters) => {
        const answer = await ledger.reader.read(figure, filters);
        const expected = new Oracle(ledger.events, ledger.clock.today()).value(figure, filters);
        expect({ figure, filters, value: answer.value }).toEqual({ figure, filters, value: expected });
      }),
  ],
  [
    'are the sum of their contributions, page by page',
    5,
    (open, seed) =>
      forEachQuestion(open, seed, async (ledger, figure, filters, random) => {
        const { value } = await ledger.reader.read(figure, filters);
        const limit = random.below(40) + 1;
        const sums = await ledger.reader.ask(figure, filters, (question) => sumsListed(question, limit));
        if (value !== null) expect({ figure, filters, sums }).toEqual({ figure, filters, sums: parts(value) });
      }),
  ],
  [
    'are the sum of their groups, however grouped, but for maxima and distinct counts',
    8,
    (open, seed) =>
      forEachQuestion(open, seed, async (ledger, figure, filters, random) => {
        if (figure === 'projects.days-late' || figure === 'sales.reach') return;
        const by = random.one(groupingsOf(figure));
        const { value } = await ledger.reader.read(figure, filters);
        const { groups, total } = await ledger.reader.ask(figure, filters, (question) => seriesOf(question, by));
        expect(total).toEqual(value);
        if (typeof value !== 'number') return;
        const sum = groups.reduce((added, group) => added + Number(group.value), 0);
        expect({ figure, filters, by, sum }).toEqual({ figure, filters, by, sum: value });
      }),
  ],
  [
    'have groups that the filters told with them open: the figure and its contributions are then the group, of no key too',
    10,
    (open, seed) =>
      forEachQuestion(open, seed, async (ledger, figure, filters, random) => {
        const by = random.one(groupingsOf(figure));
        const { groups } = await ledger.reader.ask(figure, filters, (question) => seriesOf(question, by));
        for (const group of groups) {
          const { value, completeness } = await ledger.reader.read(figure, group.filters);
          expect({ figure, filters, by, key: group.key, value, completeness }).toEqual({
            ...{ figure, filters, by, key: group.key },
            ...{ value: group.value, completeness: group.completeness },
          });
          const sums = await ledger.reader.ask(figure, group.filters, (question) => sumsListed(question, random.below(40) + 1));
          if (value !== null) expect({ figure, group, sums }).toEqual({ figure, group, sums: sums.length === 0 ? [] : parts(value) });
        }
      }),
  ],
  [
    'as known at an instant are the figures of the events recorded until then, positions included',
    6,
    (open, seed) =>
      withHistory(open, seed, async (ledger, random) => {
        const cut = random.one(ledger.events).recordedAt;
        const prefix = await open();
        for (const event of ledger.events) {
          if (event.recordedAt > cut) continue;
          const { log, type, streamId, occurredOn, data, meta } = event;
          prefix.record({ log, type, streamId, occurredOn, data: data as object, demo: meta.source === 'demo' }, event.recordedAt);
        }
        await prefix.project();
        for (const { name } of FIGURES) {
          const known = await ledger.reader.read(name, { knownAt: cut });
          const then = await prefix.reader.read(name, {});
          expect({ name, value: known.value, at: known.asOf.positions }).toEqual({ name, value: then.value, at: then.asOf.positions });
          expect({ name, ...known.completeness, demo: known.demo }).toEqual({ name, ...then.completeness, demo: then.demo });
        }
        await prefix.close();
      }),
  ],
  [
    'moved since an instant by exactly the events listed',
    6,
    (open, seed) =>
      withHistory(open, seed, async (ledger, random) => {
        const since = random.one(ledger.events).recordedAt;
        const names = ['purchase.paid', 'sales.weight', 'households.registered', 'reserve.canteen'] as const;
        for (const { figure, old, new: now, events, count } of await changesSince(ledger.reader, since, names, {})) {
          const before = await ledger.reader.read(figure, { knownAt: since });
          expect({ figure, old }).toEqual({ figure, old: before.value });
          expect(events).toHaveLength(count);
          expect(events.reduce((sum, { delta }) => sum + delta, Number(old))).toBe(now);
        }
      }),
  ],
  [
    'come out the same from a rebuild, row for row',
    4,
    (open, seed) =>
      withHistory(open, seed, async (ledger) => {
        const live = await ledger.rows();
        await ledger.rebuild();
        expect(await ledger.rows()).toEqual(live);
      }),
  ],
];
