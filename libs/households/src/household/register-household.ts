import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, sightOf, type CommandContext, type CommandResult } from '#contracts';
import type { RegisterHouseholdBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, stepOf } from '#reference';
import { SUPPORT_ENTRY } from '../record/support-access.js';
import { HouseholdSeals } from '../sealed/household-seals.js';
import { villageInReach } from '../village/village.js';
import { householdStream } from './household.js';
import { registerHousehold } from './registration.js';

/** 农户登记 */
export class RegisterHousehold {
  constructor(
    readonly householdId: string,
    readonly body: RegisterHouseholdBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RegisterHousehold)
export class RegisterHouseholdHandler implements ICommandHandler<RegisterHousehold, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
    private readonly seals: HouseholdSeals,
  ) {}

  /** Seal, event, mark, in this order: whatever stops the process in between, the next start puts right. */
  async execute({ householdId, body, context }: RegisterHousehold): Promise<CommandResult> {
    const { private: person, ...open } = body;
    const step = await stepOf(open, context, this.references);
    const sealId = person == null ? null : await this.seals.seal(householdId, person);
    const refs = {
      household: householdStream(householdId),
      village: villageInReach(sightOf(callerIn(context), SUPPORT_ENTRY), body.villageCode),
    };
    const told = person == null ? context : this.seals.guarded(context);
    const result = await this.log.submit(told, householdId, refs, ({ household, village }) =>
      registerHousehold(household.state, village.state, { ...step, householdId, sealId }),
    );
    if (sealId !== null) await this.settle(householdId, sealId, result);
    return result;
  }

  /** A command that was accepted before has its seal already; a refused one needs none. */
  private settle(householdId: string, sealId: string, result: CommandResult): Promise<void> {
    const first = result.kind === 'accepted' && !result.replayed;
    return first ? this.seals.keep(householdId, sealId) : this.seals.discard(householdId, sealId);
  }
}
