import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { CommandBody, MergeUnitBody, MoveUnitBody, ReasonBody, RegisterUnitBody, RenameUnitBody } from '#contracts/commands';
import { type EventLog, logToken, type StreamRef } from '#event-log';
import { proofOf } from '../files/proof.js';
import { closeUnit, mergeUnit, moveUnit, registerUnit, renameUnit, type UnitStep } from './unit-decisions.js';
import { UnitContacts } from './unit-contacts.js';
import { type Unit, unitStream } from './unit.js';

/** One verb on one unit. */
abstract class UnitCommand<Body extends CommandBody> {
  constructor(
    readonly unitId: string,
    readonly body: Body,
    readonly context: CommandContext,
  ) {}
}

export class RegisterUnit extends UnitCommand<RegisterUnitBody> {}
export class RenameUnit extends UnitCommand<RenameUnitBody> {}
export class MoveUnit extends UnitCommand<MoveUnitBody> {}
export class MergeUnit extends UnitCommand<MergeUnitBody> {}
export class CloseUnit extends UnitCommand<ReasonBody> {}

const DIRECTORY = logToken('directory');

async function stepOf(log: EventLog, { unitId, body, context }: UnitCommand<CommandBody>): Promise<UnitStep> {
  return { unitId, occurredOn: body.occurredOn ?? context.today, ...(await proofOf(log, body.evidence ?? [])) };
}

@CommandHandler(RegisterUnit)
export class RegisterUnitHandler implements ICommandHandler<RegisterUnit, CommandResult> {
  constructor(
    @Inject(DIRECTORY) private readonly log: EventLog,
    private readonly contacts: UnitContacts,
  ) {}

  async execute(command: RegisterUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const { name, kind, parentId = null, regionCode = null, contactName = null, contactPhone = null } = body;
    const registration = { ...(await stepOf(this.log, command)), name, kind, parentId, regionCode };
    const refs = { unit: unitStream(unitId), parent: unitStream(parentId ?? unitId) };
    const result = await this.log.submit(context, unitId, refs, ({ unit, parent }) =>
      registerUnit(unit.state, parentId === null ? undefined : parent.state, registration),
    );
    if (result.kind === 'accepted') await this.contacts.keep(unitId, contactName, contactPhone);
    return result;
  }
}

@CommandHandler(RenameUnit)
export class RenameUnitHandler implements ICommandHandler<RenameUnit, CommandResult> {
  constructor(@Inject(DIRECTORY) private readonly log: EventLog) {}

  async execute(command: RenameUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const step = await stepOf(this.log, command);
    return this.log.submit(context, unitId, { unit: unitStream(unitId) }, ({ unit }) => renameUnit(unit.state, step, body.name));
  }
}

@CommandHandler(MoveUnit)
export class MoveUnitHandler implements ICommandHandler<MoveUnit, CommandResult> {
  constructor(@Inject(DIRECTORY) private readonly log: EventLog) {}

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

@CommandHandler(MergeUnit)
export class MergeUnitHandler implements ICommandHandler<MergeUnit, CommandResult> {
  constructor(@Inject(DIRECTORY) private readonly log: EventLog) {}

  async execute(command: MergeUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const step = await stepOf(this.log, command);
    const refs = { unit: unitStream(unitId), into: unitStream(body.intoUnitId) };
    return this.log.submit(context, unitId, refs, ({ unit, into }) => mergeUnit(unit.state, into.state, step, body.intoUnitId));
  }
}

@CommandHandler(CloseUnit)
export class CloseUnitHandler implements ICommandHandler<CloseUnit, CommandResult> {
  constructor(@Inject(DIRECTORY) private readonly log: EventLog) {}

  async execute(command: CloseUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const step = await stepOf(this.log, command);
    return this.log.submit(context, unitId, { unit: unitStream(unitId) }, ({ unit }) => closeUnit(unit.state, step, body.reason));
  }
}

export const unitHandlers = [RegisterUnitHandler, RenameUnitHandler, MoveUnitHandler, MergeUnitHandler, CloseUnitHandler];
