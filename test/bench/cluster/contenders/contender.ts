/** What a contender is told, as JSON in its first argument. */
export interface ContenderTask {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly group: string;
  readonly mysql: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /** It ends when it has applied this many events. */
  readonly events: number;
}

/** What it says at its end, as JSON in its last line. */
export interface ContenderResult {
  /** From the first event it was given to its last commit. */
  readonly seconds: number;
  readonly events: number;
  /** Processor time of the process in that time, user and system: what noise on the machine moves least. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** Messages taken of each partition: the prefix that its rows must be the fold of. */
  readonly taken: Readonly<Record<string, number>>;
}

export function taskOf(argument: string | undefined): ContenderTask {
  if (argument === undefined) throw new TypeError('a contender is started by the bench');
  return JSON.parse(argument) as ContenderTask;
}

/** Counts what was applied and tells how long it took. */
export class Lap {
  private startedAt: number | undefined;
  private cpuAtStart = process.cpuUsage();
  private readonly taken: Record<string, number> = {};
  private count = 0;

  begin(): void {
    if (this.startedAt !== undefined) return;
    this.startedAt = performance.now();
    this.cpuAtStart = process.cpuUsage();
  }

  /** @returns whether the lap is over */
  applied(partition: number, events: number, until: number): boolean {
    this.taken[partition] = (this.taken[partition] ?? 0) + events;
    this.count += events;
    return this.count >= until;
  }

  /** What it came to until now, with `events` more of a partition. */
  result(partition = 0, events = 0): ContenderResult {
    if (events > 0) this.applied(partition, events, events);
    const seconds = (performance.now() - (this.startedAt ?? performance.now())) / 1000;
    const cpu = process.cpuUsage(this.cpuAtStart);
    return {
      seconds,
      events: this.count,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      rssMb: process.resourceUsage().maxRSS / 1_024,
      taken: this.taken,
    };
  }

  /** Prints the result and ends the process. */
  end(): void {
    Lap.print(this.result());
  }

  /** Prints a result and ends the process. */
  static print(result: ContenderResult): void {
    process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
  }
}
