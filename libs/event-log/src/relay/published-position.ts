import type { Position } from '#contracts';
import { failPoint } from '#platform';
import { Rest } from '../loop/rest.js';
import { type Settled, settled } from '../loop/settled.js';
import type { MoveOutcome, RelayLease } from './relay-lease.js';

/**
 * How often the stored position is moved while events flow. A move is a transaction of its own in the turn of the appends;
 * what was published since is sent again by whoever takes over, and dropped by its readers.
 */
export const MOVE_EVERY_MS = 100;

/** How far a log is published under the present lease, and the stored position, which follows now and then. */
export class PublishedPosition {
  /** Acknowledged under the present lease, perhaps ahead of the stored position. */
  private published: Position = 0;
  private moving: Promise<Settled<MoveOutcome>> | undefined;
  private movedAt = Number.NEGATIVE_INFINITY;
  private readonly commits = new Rest();

  /** @param monotonic milliseconds of a clock that is never set */
  constructor(
    private readonly lease: RelayLease,
    private readonly leaseMs: number,
    private readonly monotonic: () => number,
  ) {}

  /** Everything up to here is certainly published. */
  get at(): Position {
    return Math.max(this.published, this.lease.position);
  }

  /** Whether more is published than is stored. */
  get isAhead(): boolean {
    return this.published > this.lease.position;
  }

  /** Whether it is time to store what is published. */
  get isMoveDue(): boolean {
    return this.isAhead && this.monotonic() - this.movedAt >= MOVE_EVERY_MS;
  }

  /** A batch up to here was acknowledged. */
  reach(position: Position): void {
    this.published = position;
  }

  /** The lease is another one: what was published under the old one is its new holder's to send again. */
  forget(): void {
    this.published = 0;
  }

  /** More was committed, which is published meanwhile: a move is no longer waited for. */
  committed(): void {
    this.commits.wake();
  }

  /** Stores the position, and waits for it only as long as nothing else is committed. @throws what an ended move ended with */
  async move(): Promise<'MOVED' | 'ON_ITS_WAY' | 'FENCED'> {
    this.movedAt = this.monotonic();
    const moving = settled(this.stored());
    this.moving = moving;
    const commit = this.commits.pause(this.leaseMs).then(() => undefined);
    const first = await Promise.race([moving, commit]);
    this.commits.wake();
    return first === undefined ? 'ON_ITS_WAY' : this.moved();
  }

  /** How the move that is on its way ends. @throws what it ended with */
  async moved(): Promise<MoveOutcome> {
    const ended = await this.moving;
    this.moving = undefined;
    if (ended === undefined) return 'MOVED';
    if ('error' in ended) throw ended.error;
    if (ended.outcome === 'FENCED') this.forget();
    return ended.outcome;
  }

  /** Waits for the move that is on its way, however it ends, and forgets what was published. */
  async recover(): Promise<void> {
    await this.moving;
    this.moving = undefined;
    this.forget();
  }

  /** Stores all that is published: the last word of a relay that ends. @throws what storing it ended with */
  async settle(): Promise<void> {
    await this.moved();
    if (this.isAhead) await this.lease.move(this.published);
  }

  private async stored(): Promise<MoveOutcome> {
    const outcome = await this.lease.move(this.published);
    failPoint('relay.after-position');
    return outcome;
  }
}
