import { type Role, ROLES } from '#contracts';
import { routesOf, SERVICE_NAMES } from '#platform';
import { type InProcess, startGateway, startService, startStandalone } from '../../support/cluster/in-process-cluster.js';
import type { Asking } from './asking.js';
import { OWN_SESSION, RIGHTS } from './rights.js';
import { type Answer, bound, type Position, POSITIONS, World } from './world.js';

/** What a denial looks like: the role may not, the record is not there, or what a body names is not. */
const NAMES_NOTHING = ['UNIT.UNKNOWN', 'VILLAGE.UNKNOWN', 'HOUSEHOLD.UNKNOWN', 'PROJECT.UNKNOWN'];

function isDenied({ status, body }: Answer): boolean {
  const errors = (body['errors'] ?? []) as { readonly code: string }[];
  return status === 401 || status === 403 || status === 404 || (status === 422 && errors.some(({ code }) => NAMES_NOTHING.includes(code)));
}

/** One cell of the matrix that came out otherwise. */
interface Unexpected {
  readonly route: string;
  readonly role: string;
  readonly place: string;
  readonly expected: string;
  readonly got: string;
}

/** The cells as a table that a person can read. */
function tableOf(rows: readonly Unexpected[]): string {
  const columns = ['route', 'role', 'place', 'expected', 'got'] as const;
  const width = (column: (typeof columns)[number]): number => Math.max(column.length, ...rows.map((row) => row[column].length));
  const line = (row: Readonly<Record<(typeof columns)[number], string>>): string =>
    columns
      .map((column) => row[column].padEnd(width(column)))
      .join(' | ')
      .trimEnd();
  const head = Object.fromEntries(columns.map((column) => [column, column])) as Record<(typeof columns)[number], string>;
  return rows.length === 0 ? '' : [line(head), ...rows.map(line)].join('\n');
}

describe('who may do what', () => {
  let standalone: InProcess;
  let world: World;

  beforeAll(async () => {
    standalone = await startStandalone();
    world = new World(standalone.url.origin);
    await world.build();
  });
  afterAll(() => standalone.stop());

  it('is written down for every route there is, and for no other', () => {
    expect([...Object.keys(RIGHTS), ...OWN_SESSION].sort()).toEqual(
      routesOf(standalone.app)
        .map(({ route }) => route)
        .sort(),
    );
  });

  it('is the same in both tiers: each route is declared alike by the process that answers it', async () => {
    const nowhere = new URL('http://127.0.0.1:1');
    const processes = [await startGateway({ purchases: [nowhere], projects: [nowhere], households: [nowhere], impact: [nowhere] })];
    for (const name of SERVICE_NAMES) processes.push(await startService(name));
    const declared = new Map(processes.flatMap(({ app }) => routesOf(app)).map(({ route, access }) => [route, access]));
    for (const process of processes) await process.stop();
    const whole = new Map(routesOf(standalone.app).map(({ route, access }) => [route, access]));
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(whole));
  });

  it('holds in every cell: each route by each role at each place', async () => {
    const unexpected: Unexpected[] = [];
    let cells = 0;
    for (const [route, ways] of Object.entries(RIGHTS)) {
      for (const way of ways) {
        for (const role of ROLES) {
          for (const place of way.places ?? POSITIONS) {
            cells += 1;
            unexpected.push(...(await cell(route, way, role, place)));
          }
        }
      }
    }
    expect(tableOf(unexpected)).toBe('');
    expect(cells).toBeGreaterThan(1_500);
  });

  async function cell(route: string, way: Asking, role: Role, place: Position): Promise<Unexpected[]> {
    const [method = ''] = route.split(' ');
    const asked = way.at(place, world);
    const answer = await world.ask(bound(role), method, asked);
    const places = way.may[role] ?? '';
    const mayAsk = way.lists === undefined ? places.includes(place[0] ?? '') : places !== '';
    const { code } = answer.body;
    const got = typeof code === 'string' ? `${answer.status} ${code}` : String(answer.status);
    const failed = (expected: string, what = got): Unexpected[] => [{ route: `${method} ${asked.path}`, role, place, expected, got: what }];
    if (isDenied(answer) === mayAsk) return failed(mayAsk ? 'allowed' : 'denied');
    if (answer.status >= 500) return failed('an answer');
    if (way.lists === undefined || !mayAsk) return [];
    const items = (answer.body['items'] ?? []) as Readonly<Record<string, unknown>>[];
    const shown = items.some((item) => way.lists?.(item, world) === place);
    return shown === places.includes(place[0] ?? '') ? [] : failed(shown ? 'not listed' : 'listed', shown ? 'listed' : 'not listed');
  }
});
