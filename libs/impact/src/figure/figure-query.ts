import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { type BusinessDay, FIGURES, type FigureName, type Instant, isBusinessDay, PROJECT_TEMPLATES } from '#contracts';
import { ListQuery, queryNumber } from '#platform';
import { BASES, type Basis } from './figure-filters.js';
import { SERIES_BY, type SeriesBy } from './series.js';

function rule(expected: string): { context: object } {
  return { context: { code: 'QUERY.INVALID', params: { expected } } };
}

const DAY = rule('YYYY-MM-DD');
const INSTANT = rule('ISO 8601, e.g. 2020-12-31T16:00:00.000Z');
const ID = rule('1–100 个字母、数字或 . _ ~ : - / 1–100 letters, digits or . _ ~ : -');
const ID_PATTERN = /^[A-Za-z0-9._~:-]{1,100}$/;
/** A stage's key: a general project may name its own, in any script. */
const STAGE = rule('1–40 个字母、汉字、数字或连字符 / 1–40 letters, digits or hyphens');
const STAGE_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,39}$/u;
const CHANNELS = ['832', 'other-platform', 'offline'];
const FUNDINGS = ['canteen', 'union', 'personal', 'contractor', 'other'];
const CATEGORIES = ['grain-oil', 'meat-egg-dairy', 'vegetable', 'fruit', 'mushroom-dry', 'tea-drink', 'processed', 'craft-service'];

@ValidatorConstraint({ name: 'queryDay' })
class QueryDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isBusinessDay(value);
  }
}

@ValidatorConstraint({ name: 'queryInstant' })
class QueryInstant implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value));
  }
}

/** An instant in a query. */
export function IsInstantText(): PropertyDecorator {
  return Validate(QueryInstant, INSTANT);
}

function queryBoolean({ value }: { value: unknown }): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** Instants in one spelling, so that they compare as text. */
export function queryInstant({ value }: { value: unknown }): unknown {
  const time = typeof value === 'string' && value.includes('T') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

/** The filters of every figure route (contract §4). Which of them a figure carries is checked with the figure. */
export class FigureQuery extends ListQuery {
  @ApiProperty({ required: false, type: 'integer' })
  @IsOptional()
  @Transform(queryNumber)
  @IsInt(rule('1900–2100'))
  @Min(1900, rule('1900–2100'))
  @Max(2100, rule('1900–2100'))
  year?: number;

  @ApiProperty({ required: false, type: String, format: 'date' })
  @IsOptional()
  @Validate(QueryDay, DAY)
  from?: BusinessDay;

  @ApiProperty({ required: false, type: String, format: 'date' })
  @IsOptional()
  @Validate(QueryDay, DAY)
  to?: BusinessDay;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(ID_PATTERN, ID)
  unitId?: string;

  @ApiProperty({ required: false, type: Boolean, default: true })
  @IsOptional()
  @Transform(queryBoolean)
  @IsBoolean(rule('true | false'))
  includeBelow?: boolean;

  @ApiProperty({ required: false, enum: CHANNELS })
  @IsOptional()
  @IsIn(CHANNELS, rule(CHANNELS.join(' | ')))
  channel?: string;

  @ApiProperty({ required: false, enum: FUNDINGS })
  @IsOptional()
  @IsIn(FUNDINGS, rule(FUNDINGS.join(' | ')))
  funding?: string;

  @ApiProperty({ required: false, enum: CATEGORIES })
  @IsOptional()
  @IsIn(CATEGORIES, rule(CATEGORIES.join(' | ')))
  category?: string;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(ID_PATTERN, ID)
  villageCode?: string;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(ID_PATTERN, ID)
  projectId?: string;

  @ApiProperty({ required: false, enum: [...PROJECT_TEMPLATES] })
  @IsOptional()
  @IsIn([...PROJECT_TEMPLATES], rule(PROJECT_TEMPLATES.join(' | ')))
  template?: string;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(STAGE_PATTERN, STAGE)
  stage?: string;

  @ApiProperty({ required: false, enum: BASES })
  @IsOptional()
  @IsIn([...BASES], rule(BASES.join(' | ')))
  basis?: Basis;

  @ApiProperty({ required: false, type: String, format: 'date-time' })
  @IsOptional()
  @Transform(queryInstant)
  @Validate(QueryInstant, INSTANT)
  knownAt?: Instant;
}

export class SeriesQuery extends FigureQuery {
  @ApiProperty({ enum: SERIES_BY })
  @IsIn([...SERIES_BY], rule(SERIES_BY.join(' | ')))
  by!: SeriesBy;
}

const NAMES: readonly string[] = FIGURES.map((figure) => figure.name);

export class ChangesQuery extends FigureQuery {
  @ApiProperty({ type: String, format: 'date-time' })
  @Transform(queryInstant)
  @Validate(QueryInstant, INSTANT)
  since!: Instant;

  @ApiProperty({ required: false, type: String, description: '指标名称，逗号分隔；默认全部' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsIn([...NAMES], { ...rule(NAMES.join(',')), each: true })
  figures?: FigureName[];
}
