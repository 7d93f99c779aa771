import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { BusinessDay, ProblemCode, ProblemItem, ProblemParams } from '#contracts';
import type { Clock } from '../clock.js';
import { hostileParts } from './hostile-body.js';
import { ProblemError } from './problem-error.js';

/**
 * Validates bodies and queries by their DTO class and answers every problem at once. Unknown fields are refused, and a
 * business day later than today (`occurredOn`) too, since every command has that field.
 */
export class DtoValidationPipe implements PipeTransform {
  constructor(private readonly clock: Clock) {}

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { metatype, type } = metadata;
    if ((type !== 'body' && type !== 'query') || metatype === undefined || BUILT_IN.has(metatype)) return value;
    const given = type === 'body' ? (value ?? {}) : withoutAfter(value);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new ProblemError([{ code: 'BODY.NOT_AN_OBJECT' }]);
    const hostile = hostileParts(given);
    if (hostile.some((problem) => problem.code === 'BODY.TOO_DEEP')) throw new ProblemError(hostile);
    const instance = plainToInstance(metatype as new () => object, given);
    const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    const invalid = errors.flatMap((error) => problemsOf(error, '', type === 'query'));
    const problems = [...hostile, ...invalid, ...(type === 'body' ? futureDay(given, this.clock.today()) : [])];
    if (problems.length > 0) throw new ProblemError(problems);
    return instance;
  }
}

/** `?after=<log>:<position>` belongs to the rim (read your own write), not to any one query; a plain number does not. */
function withoutAfter(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => name !== 'after' || !String(value).includes(':')));
}

const BUILT_IN = new Set<unknown>([Object, String, Number, Boolean, Array]);

function futureDay(body: object, today: BusinessDay): ProblemItem[] {
  const day = 'occurredOn' in body ? body.occurredOn : undefined;
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day <= today) return [];
  return [{ code: 'DATE.FUTURE', path: 'occurredOn', params: { day, today } }];
}

function problemsOf(error: ValidationError, parent: string, query: boolean): ProblemItem[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = error.constraints === undefined ? [] : [problemOf(error, path, query)];
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, path, query))];
}

/** What a query says to a parameter it does not have. */
export function unknownParameter(name: string): ProblemItem {
  return { code: 'QUERY.INVALID', path: name, params: { field: name, expected: '此查询没有这个参数 / this query has no such parameter' } };
}

/** A field breaks several constraints at once when it is missing or of another type; a person needs to hear it once. */
function problemOf(error: ValidationError, path: string, query: boolean): ProblemItem {
  if (error.constraints?.['whitelistValidation'] !== undefined) {
    return query ? unknownParameter(path) : { code: 'FIELD.UNKNOWN', path, params: { field: path } };
  }
  if (error.value === undefined && !query) return { code: 'FIELD.REQUIRED', path, params: { field: path } };
  const context = Object.values(error.contexts ?? {})[0] as { code?: ProblemCode; params?: ProblemParams } | undefined;
  const expected = context?.params?.['expected'] ?? Object.values(error.constraints ?? {}).join('; ');
  const code = query ? 'QUERY.INVALID' : (context?.code ?? 'FIELD.INVALID');
  return { code, path, params: { ...context?.params, field: path, expected } };
}
