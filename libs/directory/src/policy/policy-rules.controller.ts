import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type CommandContext, type CommandResult, isRefusal, type PolicyRuleSet } from '#contracts';
import { SetPolicyRuleBody } from '#contracts/commands';
import { AccessLog, Commanded, For, ForAnyRole, type ListAnswer, newId, ReadsFrom, type RimRequest } from '#platform';
import { ADMINISTRATION } from '../directory-access.js';
import { ListPolicyRules, PolicyRuleQuery } from './policy-queries.js';
import { SetPolicyRule } from './set-policy-rule.js';

/** 政策规则: floors with their 文号 (contract §3 Directory). */
@ApiTags('directory')
@Controller('policy-rules')
export class PolicyRulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  @Post()
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '录入政策规则及文号 / Set a policy rule with its document number' })
  async set(@Body() body: SetPolicyRuleBody, @Commanded() context: CommandContext, @Req() request: RimRequest): Promise<CommandResult> {
    const result = await this.commands.execute<SetPolicyRule, CommandResult>(new SetPolicyRule(newId(), body, context));
    if (!isRefusal(result))
      await this.access.record(request, { kind: 'rule-set', subject: `${body.regionCode} ${body.year}`, reason: body.basis });
    return result;
  }

  @Get()
  @ForAnyRole()
  @ApiOperation({ summary: '政策规则 / Policy rules' })
  @ReadsFrom('policy_ledger')
  list(@Query() query: PolicyRuleQuery): Promise<ListAnswer<PolicyRuleSet>> {
    return this.queries.execute(new ListPolicyRules(query));
  }
}
