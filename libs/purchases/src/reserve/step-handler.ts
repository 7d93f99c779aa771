import { Inject } from '@nestjs/common';
import { type CommandResult, type Outcome, pendingIn } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { missingFiles } from './missing-files.js';
import type { ReserveCommand } from './reserve-command.js';
import { type Reserve, reserveStream } from './reserve.js';

/** A step that concerns the reserve's own stream and the files that prove it. */
export abstract class StepHandler<Command extends ReserveCommand<CommandBody>> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const context = pendingIn(command.context, await missingFiles(this.references, command.step.evidence, 'evidence'));
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(context, command.id, refs, ({ reserve }) => this.decide(reserve.state, command));
  }

  protected abstract decide(reserve: Reserve, command: Command): Outcome;
}
