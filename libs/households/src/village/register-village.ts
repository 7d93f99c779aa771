import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { RegisterVillageBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, stepOf } from '#reference';
import { registerVillage, villageStream } from './village.js';

/** 村（社区）登记 */
export class RegisterVillage {
  constructor(
    readonly body: RegisterVillageBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RegisterVillage)
export class RegisterVillageHandler implements ICommandHandler<RegisterVillage, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
  ) {}

  async execute({ body, context }: RegisterVillage): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    return this.log.submit(context, body.code, { village: villageStream(body.code) }, ({ village }) =>
      registerVillage(village.state, step),
    );
  }
}
