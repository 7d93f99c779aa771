import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, isRefusal, refuse, type UnitMoved } from '#contracts';
import type { MoveUnitBody } from '#contracts/commands';
import { type EventLog, logToken, type StreamRef } from '#event-log';
import { provenBy } from '../files/proof.js';
import { stepOf, UnitCommand } from './unit-command.js';
import { openUnit, type Outcome, unfitUnit, type UnitStep } from './unit-step.js';
import { type Unit, unitStream } from './unit.js';

/** 调整隶属 */
export class MoveUnit extends UnitCommand<MoveUnitBody> {}

/**
 * 调整隶属. The units above the new parent are walked through the loaded streams, so two moves at once cannot make a ring.
 * @param above the new parent and the units above it, as loaded, by unit id
 */
export function moveUnit(unit: Unit, step: UnitStep, parentId: string, above: ReadonlyMap<string, Unit>): Outcome {
  const { unitId, occurredOn } = step;
  const open = openUnit(unit, step, (live) => live.placedOn, unfitUnit(above.get(parentId), parentId, 'parentId'));
  if (isRefusal(open)) return open;
  for (let next: string | null = parentId; next !== null; next = parentOf(above.get(next))) {
    if (next === unitId) return refuse('UNIT.CYCLE', { unitId }, 'parentId');
    if (!above.has(next)) return refuse('UNIT.TREE_CHANGED');
  }
  if (open.parentId === parentId) return [];
  const data: UnitMoved = { unitId, parentId, previousParentId: open.parentId, ...provenBy(step) };
  return [{ type: 'UnitMoved', data, occurredOn }];
}

function parentOf(unit: Unit | undefined): string | null {
  return unit !== undefined && 'parentId' in unit ? unit.parentId : null;
}

@CommandHandler(MoveUnit)
export class MoveUnitHandler implements ICommandHandler<MoveUnit, CommandResult> {
  constructor(@Inject(logToken('directory')) private readonly log: EventLog) {}

  async execute(command: MoveUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const { parentId } = body;
    const step = await stepOf(this.log, command);
    const above = await this.chainFrom(parentId);
    const refs: Record<string, StreamRef<Unit>> = { unit: unitStream(unitId) };
    for (const id of above) refs[`above:${id}`] = unitStream(id);
    return this.log.submit(context, unitId, refs, (streams) => {
      const loaded = new Map(above.flatMap((id) => stateIn(streams[`above:${id}`], id)));
      return moveUnit(stateOf(streams['unit']), step, parentId, loaded);
    });
  }

  /** Names the units from `unitId` upwards as they stand now; the decision walks them again on what is loaded. */
  private async chainFrom(unitId: string): Promise<string[]> {
    const chain: string[] = [];
    for (let next: string | null = unitId; next !== null && !chain.includes(next);) {
      chain.push(next);
      const { state }: { state: Unit } = await this.log.load(unitStream(next));
      next = 'parentId' in state ? state.parentId : null;
    }
    return chain;
  }
}

function stateOf(loaded: { readonly state: Unit } | undefined): Unit {
  return loaded?.state ?? { state: 'absent' };
}

function stateIn(loaded: { readonly state: Unit } | undefined, id: string): [string, Unit][] {
  return loaded === undefined ? [] : [[id, loaded.state]];
}
