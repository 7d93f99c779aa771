import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, isRefusal, type Outcome, type UnitClosed } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { provenBy } from '../files/proof.js';
import { stepOf, UnitCommand } from './unit-command.js';
import { closing, lastChange, openUnit, type UnitStep } from './unit-step.js';
import { type Unit, unitStream } from './unit.js';

/** 撤销 */
export class CloseUnit extends UnitCommand<ReasonBody> {}

/** 撤销 */
export function closeUnit(unit: Unit, step: UnitStep, reason: string): Outcome {
  const open = openUnit(unit, step, lastChange);
  if (isRefusal(open)) return open;
  const data: UnitClosed = { unitId: step.unitId, reason, ...provenBy(step), ...closing(open) };
  return [{ type: 'UnitClosed', data, occurredOn: step.occurredOn }];
}

@CommandHandler(CloseUnit)
export class CloseUnitHandler implements ICommandHandler<CloseUnit, CommandResult> {
  constructor(@Inject(logToken('directory')) private readonly log: EventLog) {}

  async execute(command: CloseUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const step = await stepOf(this.log, command);
    return this.log.submit(context, unitId, { unit: unitStream(unitId) }, ({ unit }) => closeUnit(unit.state, step, body.reason));
  }
}
