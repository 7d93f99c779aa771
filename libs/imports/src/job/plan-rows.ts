import type { PageRequest, RowSearch, RowView } from '../desk/desk.js';
import type { Import } from './import.js';
import type { Imports } from './imports.js';

/** A part of what a search finds among the rows of a plan. */
export interface FoundRows {
  readonly rows: readonly RowView[];
  /** How many it finds at all. */
  readonly count: number;
}

const NONE: FoundRows = { rows: [], count: 0 };

/** Looks rows of plans up. */
export class PlanRows {
  constructor(private readonly imports: Pick<Imports, 'shown'>) {}

  /**
   * A page of rows. The sheet is opened only where it has such rows: a plan without any says so by its counts, even after its
   * sheet is gone.
   * @param readsPersons whether every name in the sheet is shown: who may not read one must not find it by trying either
   * @throws ProblemError FILE.…, IMPORT.FILE_GONE
   */
  async find(one: Import, asked: RowSearch, page: PageRequest, readsPersons: boolean): Promise<FoundRows> {
    const isHidden = asked.column !== undefined && !readsPersons;
    const isEmpty = one.plan?.counts[asked.state === 'all' ? 'rows' : asked.state] === 0;
    if (one.plan === null || isHidden || isEmpty) return NONE;
    return this.imports.shown(one, async (desk) => ({ rows: await desk.rows(asked, page), count: await desk.count(asked) }));
  }
}
