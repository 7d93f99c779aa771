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

/**
 * A page, from the rows of a list that was asked for one more than it shows: that one tells whether there is a next page.
 * @param keyOf what the list is ordered by, of its last row
 */
export function pageOfRows<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (last: Row) => readonly (string | number)[],
): { readonly shown: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, nextCursor: rows.length > shown.length && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

type CursorShape = readonly ('integer' | 'text')[];
type CursorKey<Shape extends CursorShape> = { readonly [Part in keyof Shape]: Shape[Part] extends 'integer' ? number : string };

/** Opaque to clients: the sort key of the last row of a page. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The parts of a cursor, each as its list orders them: one that a client made up must not reach the database as NaN.
 * @throws ProblemError QUERY.INVALID where the text is not a cursor of that shape
 */
export function decodeCursor<const Shape extends CursorShape>(cursor: string, shape: Shape): CursorKey<Shape> {
  const key = parsedJson(Buffer.from(cursor, 'base64url').toString());
  if (!isOfShape(key, shape)) throw unusableCursor();
  return key;
}

function isOfShape<Shape extends CursorShape>(key: unknown, shape: Shape): key is CursorKey<Shape> {
  if (!Array.isArray(key) || key.length !== shape.length) return false;
  return shape.every((part, index) => (part === 'integer' ? Number.isSafeInteger(key[index]) : typeof key[index] === 'string'));
}

/** What is said to a cursor that no page has ended with. */
export function unusableCursor(): ProblemError {
  return new ProblemError([{ code: 'QUERY.INVALID', path: 'cursor', params: { field: 'cursor', expected: 'nextCursor' } }]);
}
