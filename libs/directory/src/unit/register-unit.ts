import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, type Outcome, refuse, refuseAll, type UnitKind, type UnitRegistered } from '#contracts';
import type { RegisterUnitBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { provenBy } from '../files/proof.js';
import { type Contact, UnitContacts } from '../sealed/unit-contacts.js';
import { stepOf, UnitCommand } from './unit-command.js';
import { unfitUnit, type UnitStep } from './unit-step.js';
import { type Unit, unitStream } from './unit.js';

/** 登记单位 */
export class RegisterUnit extends UnitCommand<RegisterUnitBody> {}

/** A unit as it is entered. */
export interface Registration extends UnitStep {
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
}

/** 登记单位. @param parent the unit named as parent, absent where none is named */
export function registerUnit(unit: Unit, parent: Unit | undefined, registration: Registration): Outcome {
  const { unitId, name, kind, parentId, regionCode, occurredOn, unfit } = registration;
  if (unit.state !== 'absent') return refuse('RECORD.EXISTS', { id: unitId }, 'id');
  const problems = [...(parentId === null ? [] : unfitUnit(parent, parentId, 'parentId')), ...unfit];
  if (problems.length > 0) return refuseAll(problems);
  const facts = { unitId, name, kind, parentId, regionCode, ...provenBy(registration) };
  const data: UnitRegistered = { ...facts, under: { unit: unitId, kind }, postings: [{ measure: 'unit.open', delta: 1 }] };
  return [{ type: 'UnitRegistered', data, occurredOn }];
}

@CommandHandler(RegisterUnit)
export class RegisterUnitHandler implements ICommandHandler<RegisterUnit, CommandResult> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    private readonly contacts: UnitContacts,
  ) {}

  async execute(command: RegisterUnit): Promise<CommandResult> {
    const { unitId, body, context } = command;
    const { name, kind, parentId = null, regionCode = null, contactName = null, contactPhone = null } = body;
    const registration = { ...(await stepOf(this.log, command)), name, kind, parentId, regionCode };
    const refs = { unit: unitStream(unitId), parent: unitStream(parentId ?? unitId) };
    const told = contactName === null && contactPhone === null ? context : this.contacts.guarded(context);
    const result = await this.log.submit(told, unitId, refs, ({ unit, parent }) =>
      registerUnit(unit.state, parentId === null ? undefined : parent.state, registration),
    );
    // Also for a repeated command: the first one may have been cut short after its event.
    if (result.kind === 'accepted') await this.keepContact(unitId, { contactName, contactPhone });
    return result;
  }

  /** What a withdrawal has destroyed does not come back with a repeated command. */
  private async keepContact(unitId: string, contact: Contact): Promise<void> {
    const { state } = await this.log.load(unitStream(unitId));
    if (state.state !== 'withdrawn') await this.contacts.keep(unitId, contact);
  }
}
