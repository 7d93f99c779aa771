import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Locale } from '#contracts';
import { localeOf, type RimRequest } from '#platform';
import type { Import } from '../job/import.js';
import type { ImportRequestHeld } from './import.guard.js';

/** The import of the path, as the guard has found it. */
export const Held = createParamDecorator((_: unknown, execution: ExecutionContext): Import => {
  const one = execution.switchToHttp().getRequest<ImportRequestHeld>().import;
  if (one === undefined) throw new TypeError('the guard finds the import of the path');
  return one;
});

/** The language of sentences in an answer. */
export const Reader = createParamDecorator((_: unknown, execution: ExecutionContext): Locale =>
  localeOf(execution.switchToHttp().getRequest<RimRequest>().headers['accept-language']),
);
