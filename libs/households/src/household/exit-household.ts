import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ExitHouseholdBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { exitHousehold } from './exit.js';
import { householdStream } from './household.js';

/** 脱贫退出 */
export class ExitHousehold {
  constructor(
    readonly householdId: string,
    readonly body: ExitHouseholdBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(ExitHousehold)
export class ExitHouseholdHandler implements ICommandHandler<ExitHousehold, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
  ) {}

  async execute({ householdId, body, context }: ExitHousehold): Promise<CommandResult> {
    const missingFiles = await this.references.missingFiles(body.evidence ?? []);
    const exit = Object.assign({}, body, { householdId, occurredOn: body.occurredOn, today: context.today, missingFiles });
    return this.log.submit(context, householdId, { household: householdStream(householdId) }, ({ household }) =>
      exitHousehold(household.state, exit),
    );
  }
}
