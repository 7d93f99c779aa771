import { createHash } from 'node:crypto';
import type { PoolConnection } from 'mysql2/promise';
import type { Envelope, Measure, Posting } from '#contracts';
import { CELL_DIMENSIONS } from '../../../../libs/impact/src/contribution/cells.js';
import { measureCode } from '../../../../libs/impact/src/contribution/impact.projection.js';
import { taskOf } from './contender.js';
import { runLoop } from './loops.js';

/*
 * The loop a careful engineer would write by hand for exactly these events: the very rows that the service impact keeps, in
 * one transaction per batch with one statement per table, sums folded before they are written.
 */

const SEPARATOR = '\u001f';
const LOG = 1;

type Row = (string | number | null)[];
interface HandData {
  readonly under: Readonly<Record<string, string>>;
  readonly postings: readonly (Posting & { readonly under: { readonly category: string } })[];
}
interface HandCell {
  readonly id: number;
  readonly whole: number;
  readonly unitKey: number;
  readonly rows: readonly Row[];
}

const codes = new Map<Measure, number>();
const cells = new Map<string, HandCell>();
/** Cells whose rows are certainly there. */
const kept = new Set<HandCell>();

await runLoop(taskOf(process.argv[2]), async (connection, values) => {
  const batch = new Batch();
  for (const value of values) batch.fold(JSON.parse(value.toString()) as Envelope);
  await batch.write(connection);
});

class Batch {
  private readonly contributions: Row[] = [];
  private readonly ordered: Row[] = [];
  private readonly cells = new Set<HandCell>();
  private readonly sums = new Map<string, number[]>();

  fold(event: Envelope): void {
    const data = event.data as HandData;
    const { type, streamId, position, occurredOn, recordedAt } = event;
    const day = Date.parse(`${occurredOn}T00:00:00Z`) / 86_400_000;
    const recorded = Date.parse(recordedAt);
    const recordedMonth = Number(recordedAt.slice(0, 4)) * 100 + Number(recordedAt.slice(5, 7));
    const month = Number(occurredOn.slice(0, 4)) * 100 + Number(occurredOn.slice(5, 7));
    data.postings.forEach(({ measure, delta, under }, ordinal) => {
      const cell = cellOf(data.under, under.category);
      if (!kept.has(cell)) this.cells.add(cell);
      const code = codeOf(measure);
      const { county } = data.under;
      this.contributions.push([LOG, position, ordinal, code, delta, day, recorded, cell.id, county ?? null, type, streamId, 0, 0]);
      if (measure === 'purchase.ordered') this.ordered.push([streamId, position, ordinal, delta, recorded]);
      this.add(code, 0, month, cell.whole, recordedMonth, delta);
      this.add(code, 0, month * 100 + Number(occurredOn.slice(8, 10)), cell.whole, 0, delta);
      this.add(code, cell.unitKey, month, cell.id, recordedMonth, delta);
    });
  }

  async write(connection: PoolConnection): Promise<void> {
    const cellColumns = ['id', 'proof', 'whole', ...CELL_DIMENSIONS].join(', ');
    await insert(
      connection,
      'INSERT INTO impact_contribution (log, position, ordinal, measure, delta, day, recorded_at, cell, county, type, subject, approximate, demo) VALUES ?',
      this.contributions,
    );
    const cellRows = [...this.cells].flatMap(({ rows }) => rows);
    await insert(connection, `INSERT INTO impact_cell (${cellColumns}) VALUES ? ON DUPLICATE KEY UPDATE id = VALUES(id)`, cellRows);
    await insert(connection, 'INSERT INTO impact_ordered (subject, position, ordinal, delta, recorded_at) VALUES ?', this.ordered);
    const sums = [...this.sums.values()].sort(compareKeys);
    await insert(
      connection,
      'INSERT INTO impact_rollup (measure, unit_key, period, cell, recorded_month, delta, entries) VALUES ?' +
        ' ON DUPLICATE KEY UPDATE delta = delta + VALUES(delta), entries = entries + VALUES(entries)',
      sums,
    );
    for (const cell of this.cells) kept.add(cell);
  }

  private add(measure: number, unitKey: number, period: number, cell: number, month: number, delta: number): void {
    const key = `${measure}|${unitKey}|${period}|${cell}|${month}`;
    const known = this.sums.get(key);
    if (known === undefined) this.sums.set(key, [measure, unitKey, period, cell, month, delta, 1]);
    else {
      known[5] = (known[5] ?? 0) + delta;
      known[6] = (known[6] ?? 0) + 1;
    }
  }
}

function codeOf(measure: Measure): number {
  const code = codes.get(measure) ?? measureCode(measure);
  codes.set(measure, code);
  return code;
}

function digest(text: string): { id: number; proof: number } {
  const hex = createHash('sha256').update(text).digest('hex');
  return { id: Number.parseInt(hex.slice(0, 13), 16), proof: Number.parseInt(hex.slice(13, 26), 16) };
}

function cellOf(under: Readonly<Record<string, string>>, category: string): HandCell {
  const short = `${under['unit']}|${under['channel']}|${under['funding']}|${under['county']}|${category}`;
  const known = cells.get(short);
  if (known !== undefined) return known;
  const row = (dimensions: Readonly<Record<string, string>>, whole: number): Row => {
    const values = CELL_DIMENSIONS.map((name) => dimensions[name] ?? null);
    const { id, proof } = digest(values.map((value) => `${value ?? ''}${SEPARATOR}`).join(''));
    return [id, proof, whole, ...values];
  };
  const [own, whole] = [row({ ...under, category }, 0), row({ ...under, category, unit: '*' }, 1)];
  const unitKey = digest(`unit${SEPARATOR}${under['unit']}`).id;
  const made = { id: Number(own[0]), whole: Number(whole[0]), unitKey, rows: [own, whole] };
  cells.set(short, made);
  return made;
}

function compareKeys(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

async function insert(connection: PoolConnection, sql: string, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 2_000) await connection.query(sql, [rows.slice(from, from + 2_000)]);
}
