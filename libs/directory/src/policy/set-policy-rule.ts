import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult, PolicyRuleSet } from '#contracts';
import type { SetPolicyRuleBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { policyRuleStream } from './policy-rule.js';

/** 设定政策规则 */
export class SetPolicyRule {
  constructor(
    readonly ruleId: string,
    readonly body: SetPolicyRuleBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(SetPolicyRule)
export class SetPolicyRuleHandler implements ICommandHandler<SetPolicyRule, CommandResult> {
  constructor(@Inject(logToken('directory')) private readonly log: EventLog) {}

  execute({ ruleId, body, context }: SetPolicyRule): Promise<CommandResult> {
    const occurredOn = body.occurredOn ?? context.today;
    const data: PolicyRuleSet = {
      ruleId,
      regionCode: body.regionCode,
      year: body.year,
      unitKind: body.unitKind ?? null,
      floorPermille: body.floorPermille,
      encouragedPermille: body.encouragedPermille ?? null,
      unionFloorPermille: body.unionFloorPermille ?? null,
      deadline: body.deadline ?? null,
      effectiveFrom: body.effectiveFrom ?? occurredOn,
      basis: body.basis,
    };
    const refs = { rules: policyRuleStream(body.regionCode, body.year) };
    return this.log.submit(context, ruleId, refs, () => [{ type: 'PolicyRuleSet', data, occurredOn }]);
  }
}
