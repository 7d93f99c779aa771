import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson, type Envelope, EVENT_CATALOGUE, LOG_NAMES, type LogName } from '#contracts';
import { type EventSource, parkedOf, ProjectionRunner, projectionSteps, StoredReadEvent } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { LivingLedger } from '../support/living-ledger.js';
import { tellEveryEvent } from './every-event-story.js';
import { FROZEN } from './frozen-events.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'golden');

/** An event as it was released; the file may never change. */
interface Golden {
  readonly log: LogName;
  readonly type: string;
  readonly schemaVersion: number;
  readonly streamId: string;
  readonly occurredOn: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function golden(file: string): Golden {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden;
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Every path of a value with the kind of what stands there; the items of a list are one path. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => shapeOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([key, field]) => shapeOf(field, `${path}.${key}`));
}

function fieldsOf(data: unknown): string[] {
  return [...new Set(shapeOf(data))].sort();
}

/** The event as it stands in the log. */
function storedEvent(one: Golden, position: number): StoredReadEvent {
  const actor = { account: 'golden', roles: [], unitId: null };
  return new StoredReadEvent(one.log, {
    position,
    stream_id: one.streamId,
    stream_version: 1,
    type: one.type,
    schema_version: one.schemaVersion,
    occurred_on: one.occurredOn,
    recorded_at: '2026-01-01T00:00:00.000Z',
    data: canonicalJson(one.data),
    meta: canonicalJson({ commandId: 'golden', correlationId: 'golden', actor, source: 'api' }),
    previous_hash: '',
    hash: '',
  });
}

const RELEASED = Object.entries(EVENT_CATALOGUE).flatMap(([type, { version }]) =>
  Array.from({ length: version }, (_, index) => `${type}.v${index + 1}.json`),
);

/** Released shapes that an event takes besides, where something is optional. */
const VARIANTS = [
  ...['OrderPlaced', 'OrderPaid', 'SaleRecorded'].map((type) => `${type}.v1.adjusted.json`),
  'ReserveDeclared.v1.restored.json',
];
const FILES = [...RELEASED, ...VARIANTS];

describe('released events', () => {
  test.each(FILES)('%s has a golden file', (file) => {
    expect(existsSync(join(FOLDER, file))).toBe(true);
  });

  test('no golden file is of a type or version that was never released', () => {
    expect(readdirSync(FOLDER).filter((file) => !FILES.includes(file))).toEqual([]);
  });

  test('no golden file has changed since its release', () => {
    expect(Object.fromEntries(FILES.map((file) => [file, sha256(golden(file))]))).toEqual(FROZEN);
  });

  test('every read model takes every golden event, and parks none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-golden-'));
    const database = await SqliteDatabase.open({ file: join(folder, 'golden.sqlite'), steps: projectionSteps });
    try {
      const files = FILES.map(golden);
      const sources = new Map(
        LOG_NAMES.map((log): [LogName, EventSource] => {
          const events = files.filter((one) => one.log === log).map((one, index) => storedEvent(one, index + 1));
          const readAfter = (after: number, limit: number): Promise<StoredReadEvent[]> =>
            Promise.resolve(events.slice(after, after + limit));
          return [log, { log, readAfter, head: () => Promise.resolve(events.length) }];
        }),
      );
      for (const projection of standaloneProjections()) {
        const runner = new ProjectionRunner(projection, sources, database, () => '2026-01-01T00:00:00.000Z');
        await runner.prepare();
        while (await runner.runOnce());
      }
      expect(await parkedOf(database.read)).toEqual([]);
    } finally {
      await database.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what is written today', () => {
  const written = new Map<string, Envelope>();
  const variants = new Map<string, Envelope>();

  beforeAll(async () => {
    const ledger = await LivingLedger.start();
    try {
      await tellEveryEvent(ledger);
      for (const log of LOG_NAMES) {
        for (const event of await ledger.open.ledger.log(log).readAfter(0, 1_000)) {
          const data = event.data as object;
          const kept = 'adjustment' in data || 'restored' in data ? variants : written;
          if (!kept.has(event.type)) kept.set(event.type, event);
        }
      }
    } finally {
      await ledger.close();
    }
  });

  test.each(Object.entries(EVENT_CATALOGUE))(
    '%s has the shape of its golden file: another shape is another version',
    (type, { version }) => {
      const event = written.get(type);
      expect(event?.schemaVersion).toBe(version);
      expect(fieldsOf(event?.data)).toEqual(fieldsOf(golden(`${type}.v${version}.json`).data));
    },
  );

  test.each(VARIANTS)('what is put into a locked period, or declared as it was before an import, has the shape of %s', (file) => {
    const { type, data } = golden(file);
    expect(fieldsOf(variants.get(type)?.data)).toEqual(fieldsOf(data));
  });
});
