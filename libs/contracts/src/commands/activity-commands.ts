import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { ACTIVITY_KINDS, type ActivityKind } from '../events/household-events.js';
import type { Fen } from '../units.js';
import { CommandBody } from './command-body.js';
import { FenAmount, Id, OneOf, Text, Whole } from './fields.js';
import { WholePart, MOST_PEOPLE } from './whole-part.js';

/** People's names in an optional list, at most 200. */
function Names(description: string): PropertyDecorator {
  const context = { code: 'FIELD.INVALID', params: { expected: '不超过 200 个姓名的列表 / a list of at most 200 names' } };
  return applyDecorators(
    IsOptional(),
    IsArray({ context }),
    ArrayMaxSize(200, { context }),
    IsString({ context, each: true }),
    MinLength(1, { context, each: true }),
    MaxLength(50, { context, each: true }),
    ApiProperty({ required: false, type: [String], description }),
  );
}

/** 捐赠用途 */
export class PurposeBody {
  @Text({ description: '用途' })
  name!: string;

  @FenAmount({ least: 0, description: '金额（分）' })
  amountFen!: Fen;
}

/** 帮扶活动 */
export class RecordActivityBody extends CommandBody {
  @Id({ optional: true })
  id?: string;

  @OneOf(ACTIVITY_KINDS, { description: '活动类型' })
  kind!: ActivityKind;

  @Id({ optional: true, description: '村代码' })
  villageCode?: string;

  @Text({ optional: true, description: '地点' })
  place?: string;

  @Text({ optional: true, most: 500, description: '主题' })
  topic?: string;

  @Whole({ optional: true, least: 1, most: MOST_PEOPLE, description: '期数、场次' })
  sessions?: number;

  @Whole({ optional: true, most: MOST_PEOPLE, description: '人次' })
  participants?: number;

  @FenAmount({ optional: true, least: 0, description: '捐款（分）' })
  cashFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '捐物折款（分）' })
  goodsFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '认捐（分）' })
  pledgedFen?: Fen;

  @WholePart(() => PurposeBody, { optional: true, each: true, most: 100, description: '用途，合计应等于捐款加捐物折款' })
  purposes?: PurposeBody[];

  @Names('参加人员，姓名只以脱敏形式入账')
  attendees?: string[];
}
