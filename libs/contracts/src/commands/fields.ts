import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidationOptions,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { isBusinessDay } from '../business-day.js';

/**
 * One decorator per kind of field: it validates, and it documents the field in OpenAPI. A failure names what was
 * expected in `params.expected`; the rim turns it into a problem with the field's path.
 */
interface Common {
  readonly optional?: boolean;
  readonly description?: string;
}

interface Nested extends Common {
  readonly each?: boolean;
  readonly least?: number;
  readonly most?: number;
}

const MOST_FEN = Number.MAX_SAFE_INTEGER;
const NOT_BLANK = /\S/;
const ID_PATTERN = /^[A-Za-z0-9._~:-]{1,100}$/;

function expected(text: string, each = false): ValidationOptions {
  // Without a message of its own a constraint class loses its context on the way to the error (class-validator 0.15).
  return { message: text, context: { code: 'FIELD.INVALID', params: { expected: text } }, each };
}

function presence(common: Common): PropertyDecorator[] {
  return common.optional === true ? [IsOptional({ context: { code: 'FIELD.REQUIRED' } })] : [];
}

function documented(common: Common, schema: Record<string, unknown>): PropertyDecorator {
  return ApiProperty({
    required: common.optional !== true,
    ...(common.description === undefined ? {} : { description: common.description }),
    ...schema,
  });
}

/** Text as entered, 1 to `most` characters (UTF-16 units) and not blank, stored exactly. */
export function Text(options: Common & { most?: number } = {}): PropertyDecorator {
  const most = options.most ?? 200;
  const rule = expected(`1–${most} 个字符的文字，不能全是空格 / text of 1–${most} characters, not only spaces`);
  return applyDecorators(
    ...presence(options),
    IsString(rule),
    Matches(NOT_BLANK, rule),
    MaxLength(most, rule),
    documented(options, { type: String, minLength: 1, maxLength: most, pattern: NOT_BLANK.source }),
  );
}

/** What is compared and never shown, 1 to `most` characters (UTF-16 units), taken exactly as it was sent. */
export function Secret(options: Common & { most: number }): PropertyDecorator {
  const rule = expected(`1–${options.most} 个字符的文字 / text of 1–${options.most} characters`);
  return applyDecorators(
    ...presence(options),
    IsString(rule),
    MinLength(1, rule),
    MaxLength(options.most, rule),
    documented(options, { type: String, minLength: 1, maxLength: options.most }),
  );
}

/** An id: 1–100 of letters, digits and `. _ ~ : -`. */
export function Id(options: Common = {}): PropertyDecorator {
  const rule = expected('1–100 个字母、数字或 . _ ~ : - / 1–100 letters, digits or . _ ~ : -');
  return applyDecorators(
    ...presence(options),
    IsString(rule),
    Matches(ID_PATTERN, rule),
    documented(options, { type: String, pattern: ID_PATTERN.source }),
  );
}

/** Ids in a list, at most 100. */
export function Ids(options: Common & { least?: number } = {}): PropertyDecorator {
  const rule = expected('编号列表 / a list of ids', true);
  const list = expected(`${options.least ?? 0}–100 个编号的列表 / a list of ${options.least ?? 0}–100 ids`);
  return applyDecorators(
    ...presence(options),
    IsArray(list),
    ArrayMinSize(options.least ?? 0, list),
    ArrayMaxSize(100, list),
    Matches(ID_PATTERN, rule),
    documented(options, { type: [String] }),
  );
}

/** Whole number between `least` (default 0) and `most`. */
export function Whole(options: Common & { least?: number; most?: number } = {}): PropertyDecorator {
  const least = options.least ?? 0;
  const most = options.most ?? Number.MAX_SAFE_INTEGER;
  const rule = expected(`${least} 到 ${most} 的整数 / a whole number from ${least} to ${most}`);
  return applyDecorators(
    ...presence(options),
    IsInt(rule),
    Min(least, rule),
    Max(most, rule),
    documented(options, { type: 'integer', minimum: least, maximum: most }),
  );
}

/** 分: a whole number of fen, at least `least` (default 1). */
export function FenAmount(options: Common & { least?: number } = {}): PropertyDecorator {
  return Whole({ least: 1, most: MOST_FEN, ...options });
}

const MOST_QUANTITY = 1e12;
const MOST_DECIMALS = 6;

@ValidatorConstraint({ name: 'quantity' })
class QuantityConstraint implements ValidatorConstraintInterface {
  /** Counts decimals in the scientific form: class-validator's own count fails on numbers that print as 1e-9. */
  validate(value: unknown): boolean {
    if (typeof value !== 'number' || !(value > 0 && value <= MOST_QUANTITY)) return false;
    const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
    return (mantissa.split('.')[1] ?? '').length - Number(exponent) <= MOST_DECIMALS;
  }
}

/** A quantity as entered: a positive number with at most 6 decimals, up to 10^12. */
export function Quantity(options: Common = {}): PropertyDecorator {
  const rule = expected('大于 0、最多 6 位小数的数 / a number above 0 with at most 6 decimals');
  return applyDecorators(
    ...presence(options),
    Validate(QuantityConstraint, rule),
    documented(options, { type: 'number', exclusiveMinimum: 0 }),
  );
}

/** One of a closed list of words. */
export function OneOf(values: readonly (string | number)[], options: Common = {}): PropertyDecorator {
  return applyDecorators(...presence(options), IsIn([...values], expected(values.join(' | '))), documented(options, { enum: [...values] }));
}

/** A list of different words of a closed list. */
export function OneOfEach(values: readonly string[], options: Common & { least: number }): PropertyDecorator {
  const list = expected(`${options.least}–${values.length} 个不重复的值 / ${options.least}–${values.length} different values`);
  return applyDecorators(
    ...presence(options),
    IsArray(list),
    ArrayMinSize(options.least, list),
    ArrayUnique(list),
    IsIn([...values], expected(values.join(' | '), true)),
    documented(options, { enum: [...values], isArray: true }),
  );
}

export function Flag(options: Common = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsBoolean(expected('true 或 false / true or false')),
    documented(options, { type: Boolean }),
  );
}

@ValidatorConstraint({ name: 'businessDay' })
class BusinessDayConstraint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isBusinessDay(value);
  }
}

/** 业务日期 `YYYY-MM-DD` that exists in the calendar. */
export function Day(options: Common = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Validate(BusinessDayConstraint, expected('YYYY-MM-DD')),
    documented(options, { type: String, format: 'date' }),
  );
}

/** Text of a fixed form, e.g. a six-digit code. */
export function Pattern(pattern: RegExp, meaning: string, options: Common = {}): PropertyDecorator {
  const rule = expected(meaning);
  return applyDecorators(
    ...presence(options),
    IsString(rule),
    Matches(pattern, rule),
    documented(options, { type: String, pattern: pattern.source }),
  );
}

/** An object (or, with `each`, a list of objects) validated by its own class. */
export function Part(type: () => new () => object, options: Nested = {}): PropertyDecorator {
  const each = options.each === true;
  const rule = expected(each ? '对象的列表 / a list of objects' : '一个对象 / an object', each);
  const list = expected(`${options.least ?? 0}–${options.most ?? 200} 项 / ${options.least ?? 0}–${options.most ?? 200} items`);
  return applyDecorators(
    ...presence(options),
    ...(each ? [IsArray(list), ArrayMinSize(options.least ?? 0, list), ArrayMaxSize(options.most ?? 200, list)] : []),
    // Without this an absent object, or a list in its place, would pass: nested validation skips what is not there.
    IsObject(rule),
    ValidateNested(rule),
    Type(type),
    // Named `type` here: the documentation tells a class to be looked up later from a class by that name alone.
    documented(options, { type: () => type(), isArray: each }),
  );
}
