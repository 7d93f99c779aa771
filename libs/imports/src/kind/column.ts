/** What may be imported (contract §6). */
export const IMPORT_KINDS = ['orders', 'sales', 'households', 'reserves', 'units'] as const;
/** What a sheet holds. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How a column's values behave where cells are merged, and what a unit in its head says. */
export type ColumnNature = 'label' | 'amount' | 'quantity' | 'pack';

/** One column of a kind, by the head we write ourselves. */
export interface Column {
  readonly header: string;
  readonly aliases: readonly string[];
  readonly nature: ColumnNature;
  /** Every row must say it. */
  readonly isRequired: boolean;
  /** The unit that the upload was given counts where a row names none: then no column is missing. */
  readonly isOfUpload?: true;
  /** What the template's 填写说明 says about it. */
  readonly hint: string;
  /** It holds numbers that are names (编号, 代码, 电话): a spreadsheet must keep them as text. */
  readonly isCode?: true;
  /** The words it may hold, for the template's list. */
  readonly words?: readonly string[];
  /** Heads that may well be this column though we do not know them: left unread beside another column, they are asked about. */
  readonly suspected?: { readonly heads: RegExp; readonly beside: string };
}

/** The columns of a kind by our own keys, in the order of its template. */
export type Columns = Readonly<Record<string, Column>>;

/** A column: a label that need not be there, unless it is said otherwise. */
export function column(header: string, more: Partial<Omit<Column, 'header'>> & { readonly hint: string }): Column {
  return { header, aliases: [], nature: 'label', isRequired: false, ...more };
}
