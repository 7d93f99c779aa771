import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, isRefusal, type Outcome, type ProblemItem, type UnitMerged } from '#contracts';
import type { MergeUnitBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { provenBy } from '../files/proof.js';
import { stepOf, UnitCommand } from './unit-command.js';
import { closing, lastChange, openUnit, unfitUnit, type UnitStep } from './unit-step.js';
import { type Unit, unitStream } from './unit.js';

/** 合并 */
export class MergeUnit extends UnitCommand<MergeUnitBody> {}

/** 合并: the unit ends; its past stays under its own name. */
export function mergeUnit(unit: Unit, into: Unit, step: UnitStep, intoUnitId: string): Outcome {
  const { unitId, occurredOn } = step;
  const itself: ProblemItem[] = [{ code: 'UNIT.CYCLE', path: 'intoUnitId', params: { unitId } }];
  const open = openUnit(unit, step, lastChange, intoUnitId === unitId ? itself : unfitUnit(into, intoUnitId, 'intoUnitId'));
  if (isRefusal(open)) return open;
  const data: UnitMerged = { unitId, intoUnitId, ...provenBy(step), ...closing(open) };
  return [{ type: 'UnitMerged', data, occurredOn }];
}

@CommandHandler(MergeUnit)
export class MergeUnitHandler implements ICommandHandler<MergeUnit, CommandResult> {
  constructor(@Inject(logToken('directory')) private readonly log: EventLog) {}

  async execute(command: MergeUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const step = await stepOf(this.log, command);
    const refs = { unit: unitStream(unitId), into: unitStream(body.intoUnitId) };
    return this.log.submit(context, unitId, refs, ({ unit, into }) => mergeUnit(unit.state, into.state, step, body.intoUnitId));
  }
}
