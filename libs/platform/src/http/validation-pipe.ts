import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { ProblemCode, ProblemItem, ProblemParams } from '#contracts';
import { missingFields } from '#contracts/commands';
import type { Clock } from '../clock.js';
import { isFine } from './fine-body.js';
import { futureDay } from './future-day.js';
import { hostileParts } from './hostile-body.js';
import { ProblemError } from './problem-error.js';

/**
 * Validates bodies and queries by their DTO class and answers every problem of the shape at once, with what else can be
 * said of such a body: a business day later than today, and fields that are missing because of what others say. A body
 * of the right shape goes on to its decision, which says these together with the rules (`CommandContext.pending`).
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
    if (hostile.length === 0 && isFine(instance)) return instance;
    const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    const invalid = errors.flatMap((error) => problemsOf(error, '', type === 'query'));
    const problems = [...hostile, ...invalid];
    if (problems.length === 0) return instance;
    if (type === 'body') problems.push(...missingBeside(problems, metatype, instance), ...futureDay(given, this.clock.today()));
    throw new ProblemError(problems);
  }
}

/** `?after=<log>:<position>` belongs to the rim (read your own write), not to any one query; a plain number does not. */
function withoutAfter(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => name !== 'after' || !String(value).includes(':')));
}

function missingBeside(problems: readonly ProblemItem[], metatype: unknown, instance: object): ProblemItem[] {
  const told = new Set(problems.map(({ path }) => path));
  const missing = missingFields(metatype, instance).filter((path) => !told.has(path));
  return missing.map((path) => ({ code: 'FIELD.REQUIRED', path, params: { field: path } }));
}

const BUILT_IN = new Set<unknown>([Object, String, Number, Boolean, Array]);

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
