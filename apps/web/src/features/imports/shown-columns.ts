import type { ImportMapping } from '../../api/import-answers';
import { plainDigits } from '../../shared/decimal-input';

/** A column of the table of rows. */
export interface ShownColumn {
  /** Our own head, by which cells and edits name it. */
  readonly column: string;
  /** What it is called here. */
  readonly name: string;
  /** Fen that one in it is, where it holds amounts. */
  readonly fenPerUnit: number | null;
}

/** The columns that a plan shows: those of the file, then those that every row needs and the file does not have. */
export function shownColumns(mapping: Pick<ImportMapping, 'columns' | 'missing'> | null): readonly ShownColumn[] {
  const columns = mapping?.columns ?? [];
  const missing = (mapping?.missing ?? []).filter((head) => !columns.some(({ column }) => column === head));
  return [...columns, ...missing.map((column) => ({ column, name: column, fenPerUnit: null }))];
}

const AMOUNT = /^[¥￥]?(\d+)(?:\.(\d*))?(万元?|亿元?|元)?$/;
/** Fen of a unit that is written behind a number. */
const FEN_OF_OWN: Readonly<Partial<Record<string, number>>> = { 元: 100, 万: 1_000_000, 亿: 10_000_000_000 };
const MOST_FEN = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * The fen that an edit comes to, without any binary fraction in between: in its own unit where it names one, else in that of
 * its column. Undefined for what is no amount, has parts of a fen, or is said in words that only the server reads.
 */
export function fenTyped(text: string, { fenPerUnit }: Pick<ShownColumn, 'fenPerUnit'>): number | undefined {
  const [, whole = '', fraction = '', own = ''] = AMOUNT.exec(plainDigits(text)) ?? [];
  if (fenPerUnit === null || whole === '') return undefined;
  const factor = BigInt(FEN_OF_OWN[own.charAt(0)] ?? fenPerUnit);
  const parts = 10n ** BigInt(fraction.length);
  const product = BigInt(whole + fraction) * factor;
  const fen = product / parts;
  return product % parts === 0n && fen <= MOST_FEN ? Number(fen) : undefined;
}
