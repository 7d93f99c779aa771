import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { beforeStart, type CommandResult, type Outcome, withPending } from '#contracts';
import type { DeclareReserveBody } from '#contracts/commands';
import { checkedDeclaration, type Declaring } from './declaration.js';
import { DeclaringHandler } from './declaring-handler.js';
import { ReserveCommand } from './reserve-command.js';
import { notIn } from './reserve-step.js';
import { isLive, type Reserve, reserveStream } from './reserve.js';

/** 填报 */
export class DeclareReserve extends ReserveCommand<DeclareReserveBody> {}

/** 填报: first, or again while it is a draft or was returned. */
export function declareReserve(reserve: Reserve, declaring: Declaring): Outcome {
  if (isLive(reserve)) {
    const wrong = notIn(reserve, 'declare');
    if (wrong !== undefined) return wrong;
  }
  const early = isLive(reserve) ? beforeStart(declaring.occurredOn, reserve.startedOn) : [];
  const checked = withPending(checkedDeclaration(declaring), early);
  if ('kind' in checked) return checked;
  return [{ type: 'ReserveDeclared', data: checked, occurredOn: declaring.occurredOn }];
}

@CommandHandler(DeclareReserve)
export class DeclareReserveHandler extends DeclaringHandler implements ICommandHandler<DeclareReserve, CommandResult> {
  async execute(command: DeclareReserve): Promise<CommandResult> {
    const declaring = await this.declaring(command);
    if ('kind' in declaring) return declaring;
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(command.context, command.id, refs, ({ reserve }) => declareReserve(reserve.state, declaring));
  }
}
