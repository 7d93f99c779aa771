import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches } from 'class-validator';
import type { CommandContext, CommandResult, PolicyRuleSet } from '#contracts';
import { SetPolicyRuleBody } from '#contracts/commands';
import { DATABASE, type SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { Commanded, type ListAnswer, newId, queryNumber, ReadsFrom } from '#platform';
import { SetPolicyRule } from './set-policy-rule.js';

const YEAR = { context: { code: 'QUERY.INVALID', params: { expected: 'YYYY' } } };
const REGION = { context: { code: 'QUERY.INVALID', params: { expected: '六位行政区划代码 / a six-digit region code' } } };

class PolicyRuleQuery {
  @ApiProperty({ required: false, type: 'integer' })
  @IsOptional()
  @Transform(queryNumber)
  @IsInt(YEAR)
  year?: number;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(/^(\d{6}|CN)$/, REGION)
  regionCode?: string;
}

/** 政策规则: floors with their 文号 (contract §3 Directory). */
@ApiTags('directory')
@Controller('policy-rules')
export class PolicyRulesController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  @Post()
  set(@Body() body: SetPolicyRuleBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new SetPolicyRule(newId(), body, context));
  }

  @Get()
  @ReadsFrom('policy_ledger')
  async list(@Query() query: PolicyRuleQuery): Promise<ListAnswer<PolicyRuleSet>> {
    const conditions: string[] = ['1 = 1'];
    const params: SqlValue[] = [];
    if (query.year !== undefined) {
      conditions.push('year = ?');
      params.push(query.year);
    }
    if (query.regionCode !== undefined) {
      conditions.push('region_code = ?');
      params.push(query.regionCode);
    }
    const rows = await this.database.read.all<{ rule: string }>(
      `SELECT rule FROM policy_ledger WHERE ${conditions.join(' AND ')} ORDER BY year DESC, region_code, effective_from DESC, rule_id`,
      params,
    );
    return { items: rows.map((row) => JSON.parse(row.rule) as PolicyRuleSet), nextCursor: null, count: rows.length, sums: {} };
  }
}
