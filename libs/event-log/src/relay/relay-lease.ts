import type { LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import { failPoint } from '#platform';
import { RELAY_LEASE } from './relay-tables.js';

/** What an attempt to hold the lease came to. */
export type LeaseOutcome =
  | 'HELD' // it is ours, and for how long is known
  | 'TAKEN' // it was free or its holder had stopped; it is ours now, under a new token
  | 'OTHER'; // somebody else holds it and is alive, or was seen for too short a time to say

/** What moving the position came to. */
export type MoveOutcome = 'MOVED' | 'FENCED';

interface LeaseRow {
  readonly owner: string;
  readonly token: number;
  readonly beat: number;
  readonly position: Position;
}

/**
 * The right to relay one log. The holder changes its row at every renewal; another instance takes the lease when it has
 * seen the row unchanged for the lease's length on its own monotonic clock. So no two clocks are ever compared, and a
 * clock that is set by a day neither blocks the lease nor gives it to two. The token fences what a late holder writes.
 */
export class RelayLease {
  position: Position = 0;
  private token: number | undefined;
  private beat = 0;
  /** Until when nobody else can have taken it, on our monotonic clock. */
  private until = 0;
  private seen: { readonly row: LeaseRow; readonly since: number } | undefined;

  constructor(
    readonly log: LogName,
    private readonly owner: string,
    private readonly database: Database,
    private readonly leaseMs: number,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  /** Milliseconds for which the lease is certainly ours; 0 or less = it may be somebody else's. */
  get leftMs(): number {
    return this.token === undefined ? 0 : this.until - this.monotonic();
  }

  /** Makes the row of this log where it is missing. */
  async prepare(): Promise<void> {
    await this.database.transaction('durable', async (session) => {
      await session.insert(
        'INSERT INTO relay_lease',
        ['log', 'owner', 'token', 'beat', 'position'],
        [[this.log, '', 0, 0, 0]],
        this.database.dialect.onConflict(RELAY_LEASE.primaryKey, [], []),
      );
    });
  }

  /** Renews the lease, or takes it where it can be taken. */
  async hold(): Promise<LeaseOutcome> {
    if (this.token !== undefined) {
      if (await this.renew(this.token)) return 'HELD';
      this.forget();
    }
    return this.contend();
  }

  /** Moves the published position, unless somebody else has taken the lease. */
  async move(position: Position): Promise<MoveOutcome> {
    if (this.token === undefined) return 'FENCED';
    const moved = await this.change('UPDATE relay_lease SET position = ? WHERE log = ? AND token = ? AND position = ?', [
      position,
      this.log,
      this.token,
      this.position,
    ]);
    if (!moved) {
      this.forget();
      return 'FENCED';
    }
    this.position = position;
    return 'MOVED';
  }

  /** Gives the lease back, so that another instance need not wait. */
  async release(): Promise<void> {
    const { token } = this;
    if (token === undefined) return;
    this.forget();
    await this.change("UPDATE relay_lease SET owner = '', beat = beat + 1 WHERE log = ? AND token = ?", [this.log, token]);
  }

  /** Believes nothing of what it remembers: the next {@link hold} begins by looking. */
  forget(): void {
    this.token = undefined;
    this.until = 0;
    this.seen = undefined;
  }

  private async renew(token: number): Promise<boolean> {
    const asked = this.monotonic();
    const beat = this.beat + 1;
    const renewed = await this.change('UPDATE relay_lease SET beat = ? WHERE log = ? AND token = ?', [beat, this.log, token]);
    failPoint('lease.after-renew');
    if (!renewed) return false;
    this.beat = beat;
    this.until = asked + this.leaseMs;
    return true;
  }

  private async contend(): Promise<LeaseOutcome> {
    const asked = this.monotonic();
    const row = await this.row();
    // What this instance held and forgot (a lost answer) it takes again at once: nobody else has its name.
    const free = row.owner === '' || row.owner === this.owner;
    if (!free && !this.isStill(row, asked)) return 'OTHER';
    const taken = await this.change('UPDATE relay_lease SET owner = ?, token = ?, beat = 0 WHERE log = ? AND token = ? AND beat = ?', [
      this.owner,
      row.token + 1,
      this.log,
      row.token,
      row.beat,
    ]);
    this.seen = undefined;
    if (!taken) return 'OTHER';
    failPoint('lease.after-take');
    this.token = row.token + 1;
    this.beat = 0;
    this.until = asked + this.leaseMs;
    // Read after the take: the old holder may have moved it until then, and cannot any more.
    this.position = (await this.row()).position;
    return 'TAKEN';
  }

  /** True when the row has been the same for as long as a lease lasts. */
  private isStill(row: LeaseRow, now: number): boolean {
    const { seen } = this;
    if (seen?.row.token !== row.token || seen.row.beat !== row.beat) {
      this.seen = { row, since: now };
      return false;
    }
    return now - seen.since >= this.leaseMs;
  }

  private async row(): Promise<LeaseRow> {
    const [row] = await this.database.read.all<LeaseRow>('SELECT owner, token, beat, position FROM relay_lease WHERE log = ?', [this.log]);
    if (row === undefined) throw new Error(`relay_lease has no row for ${this.log}: the relay was not prepared`);
    return row;
  }

  private async change(sql: string, params: readonly (string | number)[]): Promise<boolean> {
    return (await this.database.transaction('durable', (session) => session.run(sql, params))) === 1;
  }
}
