import type { CommandContext } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { ReserveStep } from './reserve-step.js';

/** Which reserve a command is about. */
export interface ReserveKey {
  readonly unitId: string;
  readonly year: number;
}

/** One verb on one reserve. */
export abstract class ReserveCommand<Body extends CommandBody> {
  constructor(
    readonly key: ReserveKey,
    readonly body: Body,
    readonly context: CommandContext,
  ) {}

  get step(): ReserveStep {
    const { occurredOn, evidence } = this.body;
    return { ...this.key, occurredOn: occurredOn ?? this.context.today, evidence: evidence ?? [] };
  }

  get id(): string {
    return `${this.key.unitId}-${this.key.year}`;
  }
}
