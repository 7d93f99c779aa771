import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsObject, IsOptional, IsString, MaxLength, registerDecorator } from 'class-validator';
import { Flag, OneOf, Part, Text, Whole } from '#contracts/commands';
import { ListQuery, queryNumber } from '#platform';
import { IMPORT_KINDS, type ImportKind } from '../kind/column.js';
import { IMPORT_STATES, type ImportState } from '../job/import.js';
import type { RowFilter } from '../desk/desk.js';

const WORDS = '对象：列名 → 文字 / an object: column → text';
const MOST_WORDS = 100;
const LONGEST_WORD = 200;

/** An object of short texts, by our heads. */
export function TextByColumn(options: { readonly optional?: boolean } = {}): PropertyDecorator {
  const rule = { message: WORDS, context: { code: 'FIELD.INVALID', params: { expected: WORDS } } };
  const areTexts = (target: object, property: string | symbol): void =>
    registerDecorator({
      name: 'textByColumn',
      target: target.constructor,
      propertyName: String(property),
      options: rule,
      validator: { validate: isTexts },
    });
  return applyDecorators(
    ...(options.optional === true ? [IsOptional()] : []),
    IsObject(rule),
    areTexts,
    ApiProperty({ selfRequired: options.optional !== true, type: 'object', additionalProperties: { type: 'string' } }),
  );
}

function isTexts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const texts: readonly unknown[] = Object.values(value);
  return texts.length <= MOST_WORDS && texts.every((text) => typeof text === 'string' && text.length <= LONGEST_WORD);
}

/** A text that may be empty: a cell that is cleared. */
function CellText(options: { readonly optional?: boolean } = {}): PropertyDecorator {
  const rule = {
    message: '不超过 32767 个字',
    context: { code: 'FIELD.INVALID', params: { expected: '不超过 32767 个字 / at most 32767 characters' } },
  };
  return applyDecorators(
    ...(options.optional === true ? [IsOptional()] : []),
    IsString(rule),
    MaxLength(32_767, rule),
    ApiProperty({ required: options.optional !== true, type: String, maxLength: 32_767 }),
  );
}

/** Which columns are which (contract §6). */
export class MappingBody {
  @Text({ optional: true })
  sheet?: string;

  @Whole({ optional: true, most: 1_048_576, description: '表头最后一行；0 = 没有表头 / last row of the head; 0 = none' })
  headRow?: number;

  @TextByColumn()
  columns!: Record<string, string>;

  @TextByColumn({ optional: true })
  defaults?: Record<string, string>;
}

/** Another text for one cell. */
export class CellEdit {
  @Whole({ least: 1, most: 1_048_576 })
  row!: number;

  @Text()
  column!: string;

  @CellText()
  value!: string;
}

/** Another text for every cell of a column that shows the one given. */
export class ReplaceAll {
  @Text()
  column!: string;

  @CellText()
  from!: string;

  @CellText()
  to!: string;
}

/** The decision about one row, e.g. a suspected duplicate. */
export class RowDecision {
  @Whole({ least: 1, most: 1_048_576 })
  row!: number;

  @Flag({ description: '不导入这一行 / leave this row out' })
  skip!: boolean;

  @Text({
    optional: true,
    most: 200,
    description: '为什么这样决定，与上传的表一同保存 / why it was decided so; kept as long as the sheet is',
  })
  reason?: string;

  @Text({
    optional: true,
    description:
      '与账上哪一笔比较；不填为这一行首先对照的那一笔 / the recorded order it is about; else the one the row stands beside first',
  })
  orderId?: string;
}

/** What a person changes of the rows (contract §6); at least one of them. */
export class RowsBody {
  @Part(() => CellEdit, { each: true, optional: true, most: 5_000 })
  edits?: CellEdit[];

  @Part(() => ReplaceAll, { optional: true })
  replaceAll?: ReplaceAll;

  @Part(() => RowDecision, { each: true, optional: true, most: 5_000 })
  decisions?: RowDecision[];
}

/** Which plan is agreed to (contract §6). */
export class CommitBody {
  /** Whatever text it is: one that is of no plan is of another one (contract §6). */
  @Text({ most: 100, description: '方案的 planHash' })
  planHash!: string;
}

const ROW_STATES = ['create', 'warned', 'duplicate', 'blocked', 'all'] as const;

/** Which rows of a plan are asked for; conditions add up. */
export class RowsQuery extends ListQuery {
  @OneOf(ROW_STATES, { optional: true, description: '行的状态 / state of the rows' })
  state?: RowFilter;

  @Text({ optional: true, most: 100, description: '只要有这个问题的行 / rows with this problem only' })
  code?: string;

  @Text({ optional: true, description: '只要这一列为 value 的行 / rows that show `value` in this column only' })
  column?: string;

  @CellText({ optional: true })
  value?: string;

  @OneOf(['true'], { optional: true, description: '只要有人处置过的行 / rows that somebody has decided about only' })
  decided?: 'true';

  @Transform(queryNumber)
  @Whole({ optional: true, most: 1_048_576, description: '从第几行起，0 为第一行；代替 cursor / where to begin, in place of a cursor' })
  from?: number;
}

/** Which sheet of a file is looked at. */
export class SheetQuery {
  @Text({ description: '工作表的名称 / name of the sheet' })
  sheet!: string;
}

/** Which imports are asked for; conditions add up. */
export class ImportListQuery extends ListQuery {
  @OneOf(IMPORT_KINDS, { optional: true })
  kind?: ImportKind;

  @OneOf(IMPORT_STATES, { optional: true })
  state?: ImportState;
}
