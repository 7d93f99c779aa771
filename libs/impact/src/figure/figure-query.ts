import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, Validate, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import {
  ACTIVITY_KINDS,
  type BusinessDay,
  CANTEEN_STATES,
  CAPACITY_BASES,
  FIGURES,
  type FigureName,
  HOUSEHOLD_CATEGORIES,
  type Instant,
  ORDER_CHANNELS,
  ORDER_FUNDINGS,
  PRODUCT_CATEGORIES,
  PROJECT_TEMPLATES,
} from '#contracts';
import { Day, Id, OneOf, Pattern, Text } from '#contracts/commands';
import { ListQuery, QueryYear } from '#platform';
import { BASES, type Basis } from './figure-filters.js';
import { SERIES_BY, type SeriesBy } from './groupings.js';
import { isTimeOfSeries } from './within.js';

function rule(expected: string): { message: string; context: object } {
  return { message: expected, context: { code: 'QUERY.INVALID', params: { expected } } };
}

const INSTANT = rule('ISO 8601, e.g. 2020-12-31T16:00:00.000Z');
const WITHIN = rule('2020 | 2020-Q1 | 2020-03 | 2020-03-14');
/** The kinds that figures tell apart. */
const KINDS = [...CANTEEN_STATES, ...ACTIVITY_KINDS, ...HOUSEHOLD_CATEGORIES, ...CAPACITY_BASES];
/** A stage's key: a general project may name its own, in any script. */
const STAGE = '1–40 个字母、汉字、数字或连字符 / 1–40 letters, digits or hyphens';
const STAGE_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,39}$/u;

@ValidatorConstraint({ name: 'queryInstant' })
class QueryInstant implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value));
  }
}

@ValidatorConstraint({ name: 'queryTime' })
class QueryTime implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isTimeOfSeries(value);
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
  @QueryYear({ optional: true })
  year?: number;

  @Day({ optional: true })
  from?: BusinessDay;

  @Day({ optional: true })
  to?: BusinessDay;

  @Id({ optional: true })
  unitId?: string;

  @ApiProperty({ required: false, type: Boolean, default: true })
  @IsOptional()
  @Transform(queryBoolean)
  @IsBoolean(rule('true | false'))
  includeBelow?: boolean;

  @OneOf(ORDER_CHANNELS, { optional: true })
  channel?: string;

  @OneOf(ORDER_FUNDINGS, { optional: true })
  funding?: string;

  @OneOf(PRODUCT_CATEGORIES, { optional: true })
  category?: string;

  @Pattern(/^(\d{6}|none)$/, '六位行政区划代码，或 none / a six-digit county code, or none', { optional: true })
  countyCode?: string;

  @Id({ optional: true })
  villageCode?: string;

  @Id({ optional: true })
  projectId?: string;

  @OneOf(PROJECT_TEMPLATES, { optional: true })
  template?: string;

  @Pattern(STAGE_PATTERN, STAGE, { optional: true })
  stage?: string;

  @Text({ optional: true })
  product?: string;

  @OneOf(KINDS, { optional: true })
  kind?: string;

  @ApiProperty({ required: false, type: String, description: WITHIN.message })
  @IsOptional()
  @Validate(QueryTime, WITHIN)
  within?: string;

  @OneOf(BASES, { optional: true })
  basis?: Basis;

  @ApiProperty({ required: false, type: String, format: 'date-time' })
  @IsOptional()
  @Transform(queryInstant)
  @Validate(QueryInstant, INSTANT)
  knownAt?: Instant;
}

/** A question about a figure in groups. */
export class SeriesQuery extends FigureQuery {
  @OneOf(SERIES_BY)
  by!: SeriesBy;
}

const NAMES: readonly string[] = FIGURES.map((figure) => figure.name);

/** A question about what moved since an instant, under the filters of figures. */
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
