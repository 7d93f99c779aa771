import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type BusinessDay, canonicalRegion, type CommandContext, type CommandResult, pendingIn, type PolicyRuleSet } from '#contracts';
import type { SetPolicyRuleBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { proofOf, provenBy } from '../files/proof.js';
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

  /** @returns FILE.UNKNOWN (422) where its evidence is not stored; a rule itself cannot be wrong, only superseded */
  async execute({ ruleId, body, context }: SetPolicyRule): Promise<CommandResult> {
    const proof = await proofOf(this.log, body.evidence ?? []);
    const occurredOn = body.occurredOn ?? context.today;
    const data: PolicyRuleSet = { ...ruleOf(ruleId, body, occurredOn), ...provenBy(proof) };
    const refs = { rules: policyRuleStream(data.regionCode, data.year) };
    return this.log.submit(pendingIn(context, proof.unfit), ruleId, refs, () => [{ type: 'PolicyRuleSet', data, occurredOn }]);
  }
}

function ruleOf(ruleId: string, body: SetPolicyRuleBody, occurredOn: BusinessDay): PolicyRuleSet {
  return {
    ruleId,
    regionCode: canonicalRegion(body.regionCode),
    year: body.year,
    unitKind: body.unitKind ?? null,
    floorPermille: body.floorPermille,
    encouragedPermille: body.encouragedPermille ?? null,
    unionFloorPermille: body.unionFloorPermille ?? null,
    deadline: body.deadline ?? null,
    effectiveFrom: body.effectiveFrom ?? occurredOn,
    basis: body.basis,
  };
}
