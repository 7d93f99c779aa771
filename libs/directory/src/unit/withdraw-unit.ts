import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken, withdrawImported } from '#event-log';
import { UnitContacts } from '../sealed/unit-contacts.js';
import { UnitCommand } from './unit-command.js';
import { unitStream } from './unit.js';

/** 撤回导入的单位: only by the import that registered it. */
export class WithdrawUnit extends UnitCommand<ReasonBody> {}

@CommandHandler(WithdrawUnit)
export class WithdrawUnitHandler implements ICommandHandler<WithdrawUnit, CommandResult> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    private readonly contacts: UnitContacts,
  ) {}

  async execute({ unitId, body, context }: WithdrawUnit): Promise<CommandResult> {
    const { id: streamId, definition } = unitStream(unitId);
    const forbids = (): undefined => undefined;
    const result = await withdrawImported(this.log, { id: unitId, streamId, reason: body.reason }, context, { definition, forbids });
    // Also where the first answer is given again: the process may have ended between the two.
    if (result.kind === 'accepted') await this.contacts.destroy(unitId);
    return result;
  }
}
