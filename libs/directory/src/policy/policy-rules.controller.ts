import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext, CommandResult, PolicyRuleSet } from '#contracts';
import { SetPolicyRuleBody } from '#contracts/commands';
import { Commanded, For, ForAnyRole, type ListAnswer, newId, ReadsFrom } from '#platform';
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
  ) {}

  @Post()
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '录入政策口径及文号 / Set a policy rule with its document number' })
  set(@Body() body: SetPolicyRuleBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new SetPolicyRule(newId(), body, context));
  }

  @Get()
  @ForAnyRole()
  @ApiOperation({ summary: '政策口径 / Policy rules' })
  @ReadsFrom('policy_ledger')
  list(@Query() query: PolicyRuleQuery): Promise<ListAnswer<PolicyRuleSet>> {
    return this.queries.execute(new ListPolicyRules(query));
  }
}
