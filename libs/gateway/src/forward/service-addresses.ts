import type { ServiceName } from '#platform';

/** Failures in a row after which an address rests. */
const FAILURES_TO_REST = 3;
/** How long it rests: short, since a service that restarts is back within seconds. */
const REST_MS = 1_000;

/** One instance of a service. */
export class Address {
  private failures = 0;
  private restsUntil = 0;

  constructor(
    /** Origin, e.g. `http://127.0.0.1:3001`. */
    readonly url: URL,
    private readonly nowMs: () => number,
  ) {}

  get rests(): boolean {
    return this.nowMs() < this.restsUntil;
  }

  /** It began an answer. */
  succeeded(): void {
    this.failures = 0;
    this.restsUntil = 0;
  }

  /** It could not be reached, broke off or kept silent. After its rest, one more failure is enough. */
  failed(): void {
    this.failures += 1;
    if (this.failures >= FAILURES_TO_REST) this.restsUntil = this.nowMs() + REST_MS;
  }
}

/** The instances of one service, asked in turn; one that keeps failing is left in peace for a moment. */
export class ServiceAddresses {
  private readonly addresses: readonly Address[];
  private turn = 0;

  /** @param urls at least one @param nowMs a clock that never goes back */
  constructor(
    readonly service: ServiceName,
    urls: readonly URL[],
    nowMs: () => number = () => performance.now(),
  ) {
    this.addresses = urls.map((url) => new Address(url, nowMs));
  }

  /** The next one that does not rest, another than `tried` if there is one; `undefined` where all rest. */
  take(tried?: Address): Address | undefined {
    const awake = this.addresses.filter((address) => !address.rests);
    const others = awake.filter((address) => address !== tried);
    const candidates = others.length > 0 ? others : awake;
    this.turn += 1;
    return candidates[this.turn % candidates.length];
  }
}
