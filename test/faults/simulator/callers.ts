import { isRefusal, refuse, type LogName } from '#contracts';
import type { LocalEventLog } from '#event-log';
import { contextOf, NAMES, renamed } from '../../../libs/event-log/src/testing/suite.js';
import type { Chance } from './chance.js';
import { type Acknowledged, VOICE_LOGS } from './voices.js';

const STREAMS = 9;

interface Command {
  readonly key: string;
  readonly log: LogName;
  readonly stream: string;
  readonly word: string;
  readonly isRefused: boolean;
}

/** Those who give commands: they repeat a command under its key until they are told what became of it, and sometimes afterwards. */
export class Callers {
  readonly acknowledged = new Map<string, Acknowledged>();
  private readonly open = new Map<string, Command>();
  private readonly settled: Command[] = [];
  private made = 0;

  constructor(
    private readonly instances: readonly ReadonlyMap<LogName, LocalEventLog>[],
    private readonly chance: Chance,
    private readonly now: () => string,
  ) {}

  get waiting(): number {
    return this.open.size;
  }

  async giveSome(): Promise<void> {
    const fresh = Array.from({ length: 1 + this.chance.upTo(7) }, () => this.command());
    const again = this.chance.percent(30) && this.settled.length > 0 ? [this.chance.pick(this.settled)] : [];
    await Promise.all([...fresh, ...again].map((command) => this.give(command)));
  }

  /** Those who were not answered ask again. */
  async repeat(): Promise<void> {
    await Promise.all([...this.open.values()].map((command) => this.give(command)));
  }

  private command(): Command {
    this.made += 1;
    const { chance } = this;
    const command = {
      key: `c-${this.made}`,
      log: chance.pick(VOICE_LOGS),
      stream: `s-${chance.upTo(STREAMS - 1)}`,
      word: `${'长'.repeat(chance.upTo(6))}${this.made}`,
      isRefused: chance.percent(15),
    };
    this.open.set(command.key, command);
    return command;
  }

  private async give(command: Command): Promise<void> {
    const { key, log, stream, word } = command;
    const events = this.chance.pick(this.instances).get(log);
    if (events === undefined) throw new Error(`nobody keeps the log ${log}`);
    const result = await events.submit(contextOf({ key, now: this.now() }), stream, { unit: { id: stream, definition: NAMES } }, () =>
      command.isRefused ? refuse('UNIT.UNKNOWN') : [renamed(word)],
    );
    if (isRefusal(result) && result.problems.some(({ code }) => code === 'LEDGER.UNAVAILABLE')) return;
    if (isRefusal(result) !== command.isRefused) throw new Error(`${key} was answered ${JSON.stringify(result)}`);
    this.open.delete(key);
    this.settled.push(command);
    if (isRefusal(result)) return;
    const { position } = result.answer;
    const before = this.acknowledged.get(key);
    if (before !== undefined && before.position !== position) throw new Error(`${key} was at ${before.position} and is now at ${position}`);
    this.acknowledged.set(key, { log, stream, word, position });
  }
}
