import type { ImportMapping, MappingChoice } from '../../api/import-answers';

/** What is being chosen: for each of our heads a letter of the file's, or one text for all rows. */
export interface MappingForm {
  sheet: string;
  headRow: number;
  columns: Record<string, string>;
  defaults: Record<string, string>;
}

/** A column of the file, as it is offered. */
export interface FileColumn {
  readonly letter: string;
  readonly head: string;
  /** What the first row below the head shows in it. */
  readonly first: string;
}

const LETTERS = 26;

/** 0 → A, 27 → AB */
export function letterOf(index: number): string {
  const rest = Math.floor(index / LETTERS) - 1;
  return `${rest >= 0 ? letterOf(rest) : ''}${String.fromCharCode(65 + (index % LETTERS))}`;
}

/** The columns as the server takes them now. */
export function formOf({ sheet, sheets, headRow, columns, firstRows }: ImportMapping): MappingForm {
  return {
    sheet: sheet ?? sheets[0] ?? '',
    headRow: headRow ?? firstRows[0]?.row ?? 0,
    columns: Object.fromEntries(columns.map(({ column, from }) => [column, from])),
    defaults: {},
  };
}

/** What the file offers below a head. */
export function fileColumns({ firstRows }: ImportMapping, headRow: number): readonly FileColumn[] {
  const head = firstRows.find(({ row }) => row === headRow)?.cells ?? [];
  const first = firstRows.find(({ row }) => row > headRow)?.cells ?? [];
  const most = Math.max(head.length, first.length);
  return Array.from({ length: most }, (_, index) => ({
    letter: letterOf(index),
    head: head[index] ?? '',
    first: first[index] ?? '',
  })).filter((column) => column.head !== '' || column.first !== '');
}

/** Another row is the head: columns that are called as ours are taken, the others are to be chosen. */
export function withHead(form: MappingForm, mapping: ImportMapping, headRow: number): MappingForm {
  const offered = fileColumns(mapping, headRow);
  const named = mapping.heads.flatMap(({ column }) => {
    const found = offered.find(({ head }) => head.trim() === column);
    return found === undefined ? [] : [[column, found.letter] as const];
  });
  return { ...form, headRow, columns: Object.fromEntries(named) };
}

/** What a profile keeps of a mapping: the file's head → ours. A column without a head is known by its place only, and is left out. */
export function profileOf({ headRow, columns }: MappingForm, mapping: ImportMapping): Readonly<Record<string, string>> {
  const heads = new Map(fileColumns(mapping, headRow).map(({ letter, head }) => [letter, head.trim()]));
  return Object.fromEntries(
    Object.entries(columns).flatMap(([column, letter]) => {
      const head = heads.get(letter) ?? '';
      return head === '' ? [] : [[head, column] as const];
    }),
  );
}

/** What is sent: every head of ours, those without a column as nothing. */
export function choiceOf({ sheet, headRow, columns, defaults }: MappingForm, { heads }: ImportMapping): MappingChoice {
  const given = Object.entries(defaults).filter(([column, text]) => (columns[column] ?? '') === '' && text.trim() !== '');
  return {
    ...(sheet === '' ? {} : { sheet }),
    headRow,
    columns: Object.fromEntries(heads.map(({ column }) => [column, columns[column] ?? ''])),
    ...(given.length === 0 ? {} : { defaults: Object.fromEntries(given) }),
  };
}
