import type { PageRequest } from '../desk/desk.js';
import type { PlannedEntry } from '../plan/plan.js';

type Entries = readonly PlannedEntry[];

interface Ahead {
  readonly from: number;
  /** `undefined` where it could not be made. */
  readonly entries: Promise<Entries | undefined>;
}

/** The pages of one plan that is being entered: its desk makes the next one while the present one is on its way. */
export class PagesAhead {
  private ahead: Ahead | undefined;

  /** @param make a page at the desk of the plan */
  constructor(private readonly make: (page: PageRequest) => Promise<Entries>) {}

  /** @param of how many entries the plan has */
  async page(page: PageRequest, of: number): Promise<Entries> {
    // What failed ahead is made again when its turn has come, and says then why it cannot be.
    const entries = (await this.madeAhead(page)) ?? (await this.make(page));
    const from = page.from + entries.length;
    if (from < of) this.ahead = { from, entries: this.make({ ...page, from }).catch(() => undefined) };
    return entries;
  }

  private async madeAhead({ from }: PageRequest): Promise<Entries | undefined> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead?.from === from ? ahead.entries : undefined;
  }
}
