import type { CommandContext } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { proofOf } from '../files/proof.js';
import type { UnitStep } from './unit-step.js';

/** One verb on one unit. */
export abstract class UnitCommand<Body extends CommandBody> {
  constructor(
    readonly unitId: string,
    readonly body: Body,
    readonly context: CommandContext,
  ) {}
}

/** Dates a command and looks up the files that prove it, so that the decision needs nothing from outside. */
export async function stepOf(log: EventLog, { unitId, body, context }: UnitCommand<CommandBody>): Promise<UnitStep> {
  return { unitId, occurredOn: body.occurredOn ?? context.today, ...(await proofOf(log, body.evidence ?? [])) };
}
