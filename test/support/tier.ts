/** The public door of a running ledger, whichever tier it is of. */
export interface Tier {
  /** The JSON answer of a GET. */
  get(path: string): Promise<Record<string, unknown>>;
}
