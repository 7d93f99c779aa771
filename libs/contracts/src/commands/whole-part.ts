import { applyDecorators } from '@nestjs/common';
import { IsObject } from 'class-validator';
import { Part } from './fields.js';

/** More people than any village has; keeps a slip of the keyboard out of the sums. */
export const MOST_PEOPLE = 10_000_000;
/**
 * A {@link Part} that must be there (unless optional) and must be an object: nested validation alone lets a missing one
 * and a list in its place pass.
 */
export function WholePart(...[type, options = {}]: Parameters<typeof Part>): PropertyDecorator {
  const context = { code: 'FIELD.INVALID', params: { expected: '一个对象 / an object' } };
  return applyDecorators(Part(type, options), IsObject({ context, each: options.each === true }));
}
