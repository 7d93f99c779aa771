import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type CommandResult,
  isRefusal,
  type KnownLocks,
  lastDayOf,
  lockOfPlaces,
  lockParams,
  NO_LOCKS,
  type Outcome,
  refuse,
  type UnitMoved,
} from '#contracts';
import type { MoveUnitBody } from '#contracts/commands';
import { type EventLog, logToken, type StreamRef } from '#event-log';
import { type References, referencesToken } from '#reference';
import { provenBy } from '../files/proof.js';
import { stepOf, UnitCommand } from './unit-command.js';
import { openUnit, unfitUnit, type UnitStep } from './unit-step.js';
import { type Unit, unitStream } from './unit.js';

/** 调整隶属 */
export class MoveUnit extends UnitCommand<MoveUnitBody> {}

/**
 * 调整隶属. The units above the new parent are walked through the loaded streams, so two moves at once cannot make a ring.
 * A move within a locked period, or before it, would change figures that are closed.
 * @param above the new parent and the units above it, as loaded, by unit id
 * @param locks those that may bind the unit or its new parent
 */
export function moveUnit(
  unit: Unit,
  step: UnitStep,
  parentId: string,
  above: ReadonlyMap<string, Unit>,
  locks: KnownLocks = NO_LOCKS,
): Outcome {
  const { unitId, occurredOn } = step;
  const open = openUnit(unit, step, (live) => live.placedOn, unfitUnit(above.get(parentId), parentId, 'parentId'));
  if (isRefusal(open)) return open;
  for (let next: string | null = parentId; next !== null; next = parentOf(above.get(next))) {
    if (next === unitId) return refuse('UNIT.CYCLE', { unitId }, 'parentId');
    if (!above.has(next)) return refuse('UNIT.TREE_CHANGED');
  }
  if (open.parentId === parentId) return [];
  const lock = lockOfPlaces(locks, [unitId, parentId], occurredOn);
  if (lock !== undefined) return refuse('PERIOD.PLACES_LOCKED', { ...lockParams(lock), lastDay: lastDayOf(lock.period) }, 'occurredOn');
  const data: UnitMoved = { unitId, parentId, previousParentId: open.parentId, ...provenBy(step) };
  return [{ type: 'UnitMoved', data, occurredOn }];
}

function parentOf(unit: Unit | undefined): string | null {
  return unit !== undefined && 'parentId' in unit ? unit.parentId : null;
}

@CommandHandler(MoveUnit)
export class MoveUnitHandler implements ICommandHandler<MoveUnit, CommandResult> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    @Inject(referencesToken('directory')) private readonly references: References,
  ) {}

  async execute(command: MoveUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const { parentId } = body;
    const step = await stepOf(this.log, command);
    const [above, locks] = await Promise.all([this.chainFrom(parentId), this.references.locksOver([unitId, parentId])]);
    const refs: Record<string, StreamRef<Unit>> = { unit: unitStream(unitId) };
    for (const id of above) refs[`above:${id}`] = unitStream(id);
    return this.log.submit(context, unitId, refs, (streams) => {
      const loaded = new Map(above.flatMap((id) => stateIn(streams[`above:${id}`], id)));
      return moveUnit(stateOf(streams['unit']), step, parentId, loaded, locks);
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
