import fc from 'fast-check';
import { FIGURES, LOG_NAMES, type LogName } from '#contracts';
import { type EventSource, ProjectionRunner } from '#event-log';
import { FigureReader, impactPositions } from '#impact';
import { verify } from '#operator';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { type Definition, type OrderFilter, type Window } from './definition.js';
import { LivingLedger } from '../support/living-ledger.js';
import { CHANNELS, FUNDINGS, HISTORY, type History } from './moves.js';
import { dayOf } from './attempt.js';
import { unsaidAdjustments } from './locked-days.js';
import { Player } from './player.js';
import { hashes, inScratch, tails } from './replays.js';

/** In all; over several ledgers, since each is asked about everything it holds. */
/** From this many on, every kind of move has come about in every run so far. */
const ENOUGH_FOR_EVERY_MOVE = 500;
const HISTORIES = Number(process.env.HISTORIES ?? 1_000);
const LEDGERS = 4;
const OF_EACH = Math.ceil(HISTORIES / LEDGERS);
const YEAR: Window = { from: '2020-01-01', to: '2020-12-31' };
/** A test in which nobody ever refunds has said nothing about refunds. */
const MUST_HAPPEN = [
  'refund',
  'rate',
  'reattribute',
  'cancel',
  'void',
  'correct',
  'lock-period',
  'confirm',
  'correct-sale',
  'void-sale',
  'exit',
  'reach',
  'reopen',
];
const FOUR = ['purchase.ordered', 'purchase.paid', 'purchase.accepted', 'purchase.completed'] as const;

/** Kinds of moves that were acknowledged in any ledger, and how many commands were refused. */
const happened = new Set<string>();
let refused = 0;

/** Every command of every history is acknowledged or refused; all that follows is read from what was acknowledged. */
describe.each(Array.from({ length: LEDGERS }, (_, index) => index + 1))('whatever is commanded, ledger %i', () => {
  let ledger: LivingLedger;
  const players: Player[] = [];

  beforeAll(async () => {
    ledger = await LivingLedger.start();
  });

  afterAll(() => ledger.close());

  const value = async (figure: string, query: Readonly<Record<string, string>>): Promise<unknown> =>
    (await ledger.get(`/figures/${figure}`, query)).value;

  /** Compares everything a history can be asked, as the ledger knows it now or knew it at an instant. */
  async function compare(player: Player, known: Definition, history: History, knownAt: Readonly<Record<string, string>>): Promise<void> {
    const early: Window = { from: dayOf(10), to: dayOf(Math.max(10, history.to)) };
    const funding = FUNDINGS[history.funding] ?? 'canteen';
    const channel = CHANNELS[history.channel] ?? '832';
    const unit = player.units[history.to % 2] ?? player.top;
    const views: readonly (readonly [Window, OrderFilter, Readonly<Record<string, string>>])[] = [
      [YEAR, {}, { year: '2020', unitId: player.top }],
      [early, { funding, unit }, { from: early.from, to: early.to, funding, unitId: unit }],
      [early, { channel }, { year: '2020', from: early.from, to: early.to, channel, unitId: player.top }],
    ];
    for (const [window, filter, query] of knownAt.knownAt === undefined ? views : views.slice(1, 2)) {
      const expected = known.four(window, filter);
      for (const [index, figure] of FOUR.entries()) {
        expect([figure, query, await value(figure, { ...query, ...knownAt })]).toEqual([figure, query, expected[index]]);
      }
    }
    await compareSupport(player, known, early, knownAt);
    await compareReserves(player, known, knownAt);
  }

  async function compareSupport(
    player: Player,
    known: Definition,
    window: Window,
    knownAt: Readonly<Record<string, string>>,
  ): Promise<void> {
    const query = { from: window.from, to: window.to, ...knownAt };
    const { weight, amount, reach, overlap } = known.sold(window);
    const village = { ...query, villageCode: player.village };
    const answers: Record<string, unknown> = {};
    for (const figure of ['sales.weight', 'sales.amount', 'sales.reach', 'support.overlap']) answers[figure] = await value(figure, village);
    expect(answers).toEqual({ 'sales.weight': weight, 'sales.amount': amount, 'sales.reach': reach, 'support.overlap': overlap });
    const exited = known.households.filter(({ exitedOn }) => exitedOn !== undefined && exitedOn <= window.to).length;
    const poor = known.households.filter((household) => household.poor).length;
    expect(await value('households.exit-rate', { to: window.to, villageCode: player.village, ...knownAt })).toEqual(share(exited, poor));
    const projects = { ...query, unitId: player.top };
    expect(await value('projects.count', projects)).toBe(known.projects.filter(({ day }) => day <= window.to).length);
    const reached = known.stages.filter(({ day }) => window.from <= day && day <= window.to).reduce((sum, { by }) => sum + by, 0);
    expect(await value('projects.stages-reached', projects)).toBe(reached);
  }

  async function compareReserves(player: Player, known: Definition, knownAt: Readonly<Record<string, string>>): Promise<void> {
    const query = { year: '2020', unitId: player.top, ...knownAt };
    const { confirmed, filed, approved } = known.reserve(player.units);
    expect(await value('reserve.confirmed', query)).toBe(confirmed);
    expect(await value('reserve.filing', query)).toEqual(share(filed, player.units.length));
    expect(await value('reserve.approval', query)).toEqual(share(approved, filed));
    const [ordered, paid, accepted, completed] = known.four(YEAR, { channel: '832' });
    for (const [basis, amount] of Object.entries({ ordered, paid, accepted, completed })) {
      expect([basis, await value('reserve.completion', { ...query, basis })]).toEqual([basis, share(amount, confirmed)]);
    }
  }

  test(`in ${OF_EACH} random histories, every figure is its definition over what was acknowledged, now and as it was known at a cut`, async () => {
    await fc.assert(
      fc.asyncProperty(HISTORY, async (history) => {
        const player = await Player.begin(ledger);
        players.push(player);
        for (const move of history.moves) await player.play(move);
        const all = player.effects.length;
        await compare(player, player.asOf(all), history, {});
        const cut = Math.floor(history.cut * all);
        await compare(player, player.asOf(cut), history, { knownAt: player.instants[cut] ?? '' });
      }),
      { numRuns: OF_EACH },
    );
    for (const { acknowledged, refused: without } of players) {
      for (const kind of acknowledged) happened.add(kind);
      refused += without;
    }
  }, 600_000);

  test('activities of all histories together', async () => {
    const held = players.flatMap((player) => player.asOf(player.effects.length).activities);
    const of = (kind: string): number => held.filter((activity) => activity.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
    expect(await value('activities.visits', { year: '2020' })).toBe(held.filter(({ kind }) => kind === 'visit').length);
    expect(await value('activities.training-participants', { year: '2020' })).toBe(of('training'));
    expect(await value('activities.donations-received', { year: '2020' })).toBe(of('donation'));
  });

  test('the parts a figure opens sum to it, and its months too', async () => {
    for (const figure of FOUR) {
      const whole = await value(figure, { year: '2020' });
      expect((await ledger.get(`/figures/${figure}/contributions`, { year: '2020' })).sum).toBe(whole);
      const { groups } = await ledger.get(`/figures/${figure}/series`, { year: '2020', by: 'month' });
      expect((groups as { value: number }[]).reduce((sum, group) => sum + group.value, 0)).toBe(whole);
    }
  });

  test('whatever put an amount on a locked day says that it is an adjustment', async () => {
    const { unsaid, said } = await unsaidAdjustments((name) => ledger.open.ledger.log(name));
    expect(unsaid).toEqual([]);
    if (HISTORIES >= ENOUGH_FOR_EVERY_MOVE) expect(said).toBeGreaterThan(0);
  });

  test('every chain holds, and every read model is what a replay of its events gives', async () => {
    const { database, clock } = ledger.open;
    const report = await verify({ database, logs: LOG_NAMES, projections: standaloneProjections(), now: () => clock.now() });
    expect(report.chains.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.replays.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('a rebuild of all read models in place leaves every row as it was', async () => {
    const { database, ledger: live } = ledger.open;
    const before = await hashes(database, live.projections);
    await live.rebuild(live.projections.map(({ name }) => name));
    expect(await hashes(database, live.projections)).toEqual(before);
  });

  test('every event delivered twice, by two runners over the same tables, changes nothing', async () => {
    const { database, clock } = ledger.open;
    await inScratch(async (scratch) => {
      const projections = standaloneProjections();
      for (const projection of projections) {
        const twice = [1, 2].map(() => new ProjectionRunner(projection, tails(database), scratch, () => clock.now()));
        for (const runner of twice) await runner.prepare();
        const outcomes = new Set<string>();
        for (const log of projection.logs) {
          let atHead = 0;
          while (atHead < twice.length) {
            const turns = [];
            for (const runner of twice) turns.push(await runner.turn(log));
            for (const turn of turns) outcomes.add(turn);
            atHead = turns.filter((turn) => turn === 'AT_HEAD').length;
          }
        }
        expect([projection.name, [...outcomes].sort()]).toEqual([projection.name, ['ADVANCED', 'AT_HEAD', 'CONFLICT']]);
      }
      expect(await hashes(scratch, projections)).toEqual(await hashes(database, projections));
    });
  });

  test('what was known at an instant is what a replay of the events up to it gives, for every figure', async () => {
    const { database, clock } = ledger.open;
    const reader = new FigureReader(database, clock, impactPositions());
    const impact = standaloneProjections().filter(({ name }) => name === 'impact');
    for (const part of [0.1, 0.5, 0.9]) {
      const knownAt = players[Math.floor(players.length * part)]?.instants.at(-1) ?? '';
      await inScratch(async (scratch) => {
        const sources = new Map(
          [...tails(database)].map(([log, source]): [LogName, EventSource] => [
            log,
            {
              log,
              head: () => source.head(),
              readAfter: async (after, limit) =>
                (await source.readAfter(after, limit)).filter((event) => event.envelope().recordedAt <= knownAt),
            },
          ]),
        );
        for (const projection of impact) {
          const runner = new ProjectionRunner(projection, sources, scratch, () => clock.now());
          await runner.prepare();
          while (await runner.runOnce());
        }
        const prefix = new FigureReader(scratch, clock, impactPositions());
        for (const { name } of FIGURES) {
          const then = await reader.read(name, { year: 2020, knownAt });
          const replayed = await prefix.read(name, { year: 2020 });
          expect([name, knownAt, then.value]).toEqual([name, knownAt, replayed.value]);
        }
      });
    }
  });
});

test('both outcomes have come about, and every kind of move was acknowledged somewhere', () => {
  expect(refused).toBeGreaterThan(0);
  // Fewer histories are a look, not a proof: rare moves need about this many to come about.
  if (HISTORIES < ENOUGH_FOR_EVERY_MOVE) return;
  expect([...happened]).toEqual(expect.arrayContaining(MUST_HAPPEN));
});

/** A ratio as the contract prints it: half-up to 0.01 %, nothing over no base. */
function share(numerator: number, denominator: number): unknown {
  if (denominator === 0) return null;
  const permyriad = (BigInt(numerator) * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator));
  return { numerator, denominator, permyriad: Number(permyriad) };
}
