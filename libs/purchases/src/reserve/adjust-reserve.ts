import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult, Outcome, ReserveAdjusted } from '#contracts';
import type { AdjustReserveBody } from '#contracts/commands';
import { checkedDeclaration, type Declaring } from './declaration.js';
import { DeclaringHandler } from './declaring-handler.js';
import { ReserveCommand } from './reserve-command.js';
import { stepFrom } from './reserve-step.js';
import { type Reserve, reserveStream } from './reserve.js';

/** 调整 */
export class AdjustReserve extends ReserveCommand<AdjustReserveBody> {}

/** 调整: a new version of a confirmed reserve. */
export function adjustReserve(reserve: Reserve, declaring: Declaring, reason: string): Outcome {
  return stepFrom(reserve, declaring, 'adjust', () => {
    const checked = checkedDeclaration(declaring);
    if ('kind' in checked) return checked;
    const data: ReserveAdjusted = { ...checked, reason };
    return [{ type: 'ReserveAdjusted', data, occurredOn: declaring.occurredOn }];
  });
}

@CommandHandler(AdjustReserve)
export class AdjustReserveHandler extends DeclaringHandler implements ICommandHandler<AdjustReserve, CommandResult> {
  async execute(command: AdjustReserve): Promise<CommandResult> {
    const declaring = await this.declaring(command);
    if ('kind' in declaring) return declaring;
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(command.context, command.id, refs, ({ reserve }) =>
      adjustReserve(reserve.state, declaring, command.body.reason),
    );
  }
}
