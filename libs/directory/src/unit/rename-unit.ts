import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, isRefusal, type Outcome, type UnitRenamed } from '#contracts';
import type { RenameUnitBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { provenBy } from '../files/proof.js';
import { stepOf, UnitCommand } from './unit-command.js';
import { openUnit, type UnitStep } from './unit-step.js';
import { type Unit, unitStream } from './unit.js';

/** 更名 */
export class RenameUnit extends UnitCommand<RenameUnitBody> {}

/** 更名: past years keep the old name, because the event says since when; so names are entered in the order of their days. */
export function renameUnit(unit: Unit, step: UnitStep, name: string): Outcome {
  const open = openUnit(unit, step, (live) => live.names.at(-1)?.from ?? live.openedOn);
  if (isRefusal(open)) return open;
  if (open.name === name) return [];
  const data: UnitRenamed = { unitId: step.unitId, name, previousName: open.name, ...provenBy(step) };
  return [{ type: 'UnitRenamed', data, occurredOn: step.occurredOn }];
}

@CommandHandler(RenameUnit)
export class RenameUnitHandler implements ICommandHandler<RenameUnit, CommandResult> {
  constructor(@Inject(logToken('directory')) private readonly log: EventLog) {}

  async execute(command: RenameUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const step = await stepOf(this.log, command);
    return this.log.submit(context, unitId, { unit: unitStream(unitId) }, ({ unit }) => renameUnit(unit.state, step, body.name));
  }
}
