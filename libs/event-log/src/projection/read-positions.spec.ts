import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { feedSteps } from '../feed/feed-tables.js';
import { type Cursor, placeStagedCursors, stageCursors } from '../feed/partition-checkpoint.js';
import { counting } from '../testing/counting-names.js';
import { placeCheckpoints } from './checkpoint.js';
import { projectionSteps } from './projection-tables.js';
import { fedPositions, pulledPositions } from './read-positions.js';

const PROJECTION = { ...counting(), logs: ['directory', 'households'] as const };

describe('the positions that an answer is as of', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-positions-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...projectionSteps, ...feedSteps] });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function standingAt(...cursors: readonly Cursor[]): Promise<ReadonlyMap<string, number>> {
    await database.transaction('rebuildable', async (session) => {
      await stageCursors(session, PROJECTION.name, PROJECTION.version, cursors);
      await placeStagedCursors(session, PROJECTION.name);
    });
    return fedPositions(PROJECTION)(database.read);
  }

  const cursor = (partition: number, position: number, events: number): Cursor => ({
    log: 'households',
    partition,
    offset: events,
    position,
    events,
  });

  it('go from topics only as far as no event is missing', async () => {
    expect(await standingAt(cursor(0, 9, 5), cursor(1, 6, 2))).toEqual(
      new Map([
        ['directory', 0],
        ['households', 6],
      ]),
    );
    expect((await standingAt(cursor(0, 9, 5), cursor(1, 8, 4))).get('households')).toBe(9);
  });

  it('are from logs of the process where the checkpoints stand, and 0 where there is none yet', async () => {
    const { name, version } = PROJECTION;
    const positions = new Map([['directory' as const, 7]]);
    await database.transaction('rebuildable', (session) =>
      placeCheckpoints(session, { projection: name, version, generation: 1, positions }),
    );
    expect(await pulledPositions(PROJECTION)(database.read)).toEqual(
      new Map([
        ['directory', 7],
        ['households', 0],
      ]),
    );
  });
});
