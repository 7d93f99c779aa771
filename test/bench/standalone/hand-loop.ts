import BetterSqlite3 from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { sqliteDialect, type SqlValue, type TableSpec } from '#persistence';
import { CELL_DIMENSIONS } from '../../../libs/impact/src/contribution/cells.js';
import { CELL, CONTRIBUTION, ORDERED, ROLLUP } from '../../../libs/impact/src/contribution/impact-tables.js';
import { orderLedger } from '../../../libs/purchases/src/order/order-ledger.projection.js';

const BATCH = 5_000;
/** The tables the loop fills: those of the product that these events reach. */
export const HAND_TABLES: readonly TableSpec[] = [CONTRIBUTION, CELL, ROLLUP, ORDERED, ...orderLedger.tables];

interface HandLine {
  readonly product: string;
  readonly category: string;
  readonly grams: number;
  readonly amountFen: number;
}

interface HandEvent {
  readonly orderId: string;
  readonly unitId: string;
  readonly channel: string;
  readonly supplierName: string;
  readonly supplierCountyCode: string;
  readonly originCountyCode: string;
  readonly funding: string;
  readonly settlement: string;
  readonly totalFen: number;
  readonly lines: readonly HandLine[];
  readonly stars: number;
  readonly under: Readonly<Record<string, string>>;
  readonly postings: readonly { readonly measure: string; readonly delta: number; readonly under: { readonly category: string } }[];
}

interface HandRow {
  readonly position: number;
  readonly type: string;
  readonly stream_id: string;
  readonly occurred_on: string;
  readonly recorded_at: string;
  readonly data: string;
}

/**
 * The loop a careful engineer would write by hand for exactly these events: reads the log and writes the very rows of the
 * product, one prepared statement per row and one transaction per 5,000 events, sums kept in memory and written in the order
 * of their key when the log has been read, indexes last. No framework, no generality.
 * @param measureCodes the numbers of the four measures, in the order of {@link MEASURES}
 * @returns seconds
 */
export function handLoop(ledgerFile: string, targetFile: string, measureCodes: readonly number[]): number {
  const source = new BetterSqlite3(ledgerFile, { readonly: true });
  const target = new BetterSqlite3(targetFile);
  target.pragma('journal_mode = WAL');
  target.pragma('synchronous = NORMAL');
  for (const table of HAND_TABLES) target.exec(sqliteDialect.createTable(table));
  const started = performance.now();
  fill(source, target, measureCodes);
  for (const table of HAND_TABLES) {
    for (const index of table.indexes ?? [])
      target.exec(sqliteDialect.createIndex(table.name, { ...index, name: `${table.name}_${index.name}` }));
  }
  const seconds = (performance.now() - started) / 1000;
  source.close();
  target.close();
  return seconds;
}

export const MEASURES = ['purchase.ordered', 'purchase.paid', 'purchase.accepted', 'purchase.completed'] as const;
const COLUMNS = ['ordered_fen', 'paid_fen', 'accepted_fen', 'completed_fen'];
const SEPARATOR = '\u001f';

function digest(text: string): { id: number; proof: number } {
  const hex = createHash('sha256').update(text).digest('hex');
  return { id: Number.parseInt(hex.slice(0, 13), 16), proof: Number.parseInt(hex.slice(13, 26), 16) };
}

interface HandCell {
  readonly id: number;
  readonly whole: number;
  readonly unitKey: number;
}

/** One sum, kept until the log has been read. */
interface HandSum {
  readonly key: readonly number[];
  delta: number;
  entries: number;
}

function fill(source: BetterSqlite3.Database, target: BetterSqlite3.Database, measureCodes: readonly number[]): void {
  const read = source.prepare(
    'SELECT position, type, stream_id, occurred_on, recorded_at, data FROM event_purchases WHERE position > ? ORDER BY position LIMIT ?',
  );
  const log = 1;
  const contribution = target.prepare(
    `INSERT INTO impact_contribution (log, position, ordinal, measure, delta, day, recorded_at, cell, county, type, subject, approximate, demo)
     VALUES (${log}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
  );
  const ordered = target.prepare('INSERT INTO impact_ordered (subject, position, ordinal, delta, recorded_at) VALUES (?, ?, ?, ?, ?)');
  const cellColumns = ['id', 'proof', 'whole', ...CELL_DIMENSIONS];
  const cell = target.prepare(`INSERT INTO impact_cell (${cellColumns.join(', ')}) VALUES (${cellColumns.map(() => '?').join(', ')})`);
  const rollup = target.prepare(
    'INSERT INTO impact_rollup (measure, unit_key, period, cell, recorded_month, delta, entries) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const sums = new Map<string, HandSum>();
  const rollUp = (measure: number, unitKey: number, period: number, cellId: number, month: number, delta: number): void => {
    const key = `${measure}|${unitKey}|${period}|${cellId}|${month}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { key: [measure, unitKey, period, cellId, month], delta, entries: 1 });
    else {
      known.delta += delta;
      known.entries += 1;
    }
  };
  const placed = target.prepare(
    `INSERT INTO order_ledger (order_id, unit_id, ordered_on, channel, supplier_name, supplier_county, origin_county, funding, settlement,
     products, categories, grams, total_fen, likeness) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const price = target.prepare('INSERT INTO order_ledger_price (product, slot, order_id, fen_per_kg) VALUES (?, ?, ?, ?)');
  const prices = new Map<string, readonly SqlValue[]>();
  const amounts = COLUMNS.map((column) => target.prepare(`UPDATE order_ledger SET ${column} = ${column} + ? WHERE order_id = ?`));
  const rated = target.prepare('UPDATE order_ledger SET stars = ? WHERE order_id = ?');

  const cells = new Map<string, HandCell>();
  const place = (under: Readonly<Record<string, SqlValue>>, whole: boolean): { id: number; text: string } => {
    const values = CELL_DIMENSIONS.map((name) => under[name] ?? null);
    const text = values.map((value) => `${value ?? ''}${SEPARATOR}`).join('');
    const { id, proof } = digest(text);
    if (!cells.has(text)) cell.run(id, proof, whole ? 1 : 0, ...values);
    return { id, text };
  };
  const cellOf = (under: Readonly<Record<string, string>>, category: string): HandCell => {
    const short = `${under.unit}|${under.channel}|${under.funding}|${category}`;
    const known = cells.get(short);
    if (known !== undefined) return known;
    const own = place({ ...under, category }, false);
    const whole = place({ ...under, category, unit: '*' }, true);
    const made = { id: own.id, whole: whole.id, unitKey: digest(`unit${SEPARATOR}${under.unit}`).id };
    cells.set(short, made);
    cells.set(own.text, made);
    cells.set(whole.text, made);
    return made;
  };

  const one = (row: HandRow): void => {
    const data = JSON.parse(row.data) as HandEvent;
    const day = Date.parse(`${row.occurred_on}T00:00:00Z`) / 86_400_000;
    const recorded = Date.parse(row.recorded_at);
    const recordedMonth = Number(row.recorded_at.slice(0, 4)) * 100 + Number(row.recorded_at.slice(5, 7));
    const month = Number(row.occurred_on.slice(0, 4)) * 100 + Number(row.occurred_on.slice(5, 7));
    if (row.type === 'OrderPlaced') {
      const products = data.lines.map((line) => line.product).join('、');
      const categories = `,${[...new Set(data.lines.map((line) => line.category))].sort().join(',')},`;
      const grams = data.lines.reduce((sum, line) => sum + line.grams, 0);
      const goods = data.lines.reduce((sum, line) => sum + line.amountFen, 0);
      const { orderId, unitId, channel, supplierName, supplierCountyCode, originCountyCode, funding, settlement, totalFen } = data;
      // prettier-ignore
      placed.run(orderId, unitId, row.occurred_on, channel, supplierName, supplierCountyCode, originCountyCode, funding, settlement, products, categories, grams, totalFen, `${row.occurred_on}:${goods}`);
      for (const line of data.lines) {
        const slot = slotOf(orderId);
        prices.set(`${line.product}|${slot}`, [line.product, slot, orderId, Math.round((line.amountFen / line.grams) * 1_000)]);
      }
    }
    if (row.type === 'OrderRated') rated.run(data.stars, data.orderId);
    data.postings.forEach(({ measure, delta, under }, ordinal) => {
      const at = cellOf(data.under, under.category);
      const index = MEASURES.findIndex((name) => name === measure);
      const code = measureCodes[index] ?? 0;
      contribution.run(row.position, ordinal, code, delta, day, recorded, at.id, data.under.county, row.type, row.stream_id);
      if (index === 0) ordered.run(row.stream_id, row.position, ordinal, delta, recorded);
      rollUp(code, 0, month, at.whole, recordedMonth, delta);
      rollUp(code, 0, month * 100 + Number(row.occurred_on.slice(8, 10)), at.whole, 0, delta);
      rollUp(code, at.unitKey, month, at.id, recordedMonth, delta);
      amounts[index]?.run(delta, data.orderId);
    });
  };
  const batch = target.transaction((rows: readonly HandRow[]) => rows.forEach(one));
  let position = 0;
  for (;;) {
    const rows = read.all(position, BATCH) as HandRow[];
    const last = rows.at(-1);
    if (last === undefined) break;
    batch(rows);
    position = last.position;
  }
  const inOrder = [...sums.values()].sort((left, right) => compareKeys(left.key, right.key));
  target.transaction(() => {
    for (const { key, delta, entries } of inOrder) rollup.run(...key, delta, entries);
    for (const values of prices.values()) price.run(...values);
  })();
}

function slotOf(orderId: string): number {
  let mixed = 0;
  for (const sign of orderId) mixed = (mixed * 7 + sign.charCodeAt(0)) % 31;
  return mixed;
}

function compareKeys(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** @returns the first table whose rows differ between the ledger and the loop's file */
export function firstDifference(ledgerFile: string, targetFile: string): string | undefined {
  const connection = new BetterSqlite3(targetFile, { readonly: true });
  connection.prepare('ATTACH ? AS ledger').run(ledgerFile);
  const differs = ({ name, columns }: TableSpec): boolean => {
    const list = columns.map((column) => column.name).join(', ');
    const [hand, live] = [`SELECT ${list} FROM main.${name}`, `SELECT ${list} FROM ledger.${name}`] as const;
    const count = connection
      .prepare(`SELECT (SELECT COUNT(*) FROM (${hand} EXCEPT ${live})) + (SELECT COUNT(*) FROM (${live} EXCEPT ${hand})) AS rows`)
      .get() as { rows: number };
    return count.rows > 0;
  };
  try {
    return HAND_TABLES.find(differs)?.name;
  } finally {
    connection.close();
  }
}
