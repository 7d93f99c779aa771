import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { localeOf, type RimRequest } from '#platform';
import type { Import } from '../job/import.js';
import type { Reader } from './import-view.js';
import type { ImportRequestHeld } from './import.guard.js';

/** The import of the path, as the guard has found it. */
export const Held = createParamDecorator((_: unknown, execution: ExecutionContext): Import => {
  const one = execution.switchToHttp().getRequest<ImportRequestHeld>().import;
  if (one === undefined) throw new TypeError('the guard finds the import of the path');
  return one;
});

/** For whom an answer is made. */
export const ReadBy = createParamDecorator((_: unknown, execution: ExecutionContext): Reader => {
  const { headers, rim } = execution.switchToHttp().getRequest<RimRequest>();
  return { locale: localeOf(headers['accept-language']), caller: rim.meta };
});
