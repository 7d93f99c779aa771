import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { parsedJson } from '#contracts';
import { Whole } from '#contracts/commands';
import { ProblemError } from './problem-error.js';

const LIMIT = { context: { code: 'QUERY.INVALID', params: { expected: '1–200' } } };
const CURSOR = { context: { code: 'QUERY.INVALID', params: { expected: 'nextCursor' } } };

/** Turns a query text into a number and leaves anything else for the validator to refuse. */
export function queryNumber({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** 年度 in a query. */
export function QueryYear(options: { readonly optional?: boolean } = {}): PropertyDecorator {
  return applyDecorators(Transform(queryNumber), Whole({ least: 1900, most: 2100, description: '年度', ...options }));
}

/** How many a page holds (contract §1, Lists). */
export function PageLimit(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 200, default: 50 }),
    IsOptional(),
    Transform(queryNumber),
    IsInt(LIMIT),
    Min(1, LIMIT),
    Max(200, LIMIT),
  );
}

/** Paging of every list (contract §1). Extend it with the list's filters. */
export class ListQuery {
  @PageLimit()
  limit: number = 50;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @IsString(CURSOR)
  @MaxLength(500, CURSOR)
  cursor?: string;
}

/** One page of a list; `count` and `sums` are of the whole filter. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly count: number;
  readonly sums: Readonly<Record<string, number>>;
}

type CursorKey = readonly (string | number)[];

/** Opaque to clients: the sort key of the last row of a page. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws ProblemError QUERY.INVALID where the text is not a cursor of `parts` parts */
export function decodeCursor(cursor: string, parts: number): CursorKey {
  const key = parsedJson(Buffer.from(cursor, 'base64url').toString());
  const fits = Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string' || typeof part === 'number');
  if (!fits) throw unusableCursor();
  return key;
}

/** What is said to a cursor that no page has ended with. */
export function unusableCursor(): ProblemError {
  return new ProblemError([{ code: 'QUERY.INVALID', path: 'cursor', params: { field: 'cursor', expected: 'nextCursor' } }]);
}
