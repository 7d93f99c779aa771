import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { localeOf, ProblemError, type RimRequest } from '#platform';
import type { Import } from '../job/import.js';
import type { Reader } from './import-view.js';
import type { ImportRequestHeld } from './import.guard.js';

/** The import of the path, as the guard has found it. @throws ProblemError RECORD.NOT_FOUND where it has found none */
export function heldBy({ import: one, params }: ImportRequestHeld): Import {
  if (one === undefined) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: (params as { readonly id: string }).id } }]);
  return one;
}

/** The same for a handler that has nothing else to look at first. */
export const Held = createParamDecorator((_: unknown, execution: ExecutionContext): Import => {
  return heldBy(execution.switchToHttp().getRequest<ImportRequestHeld>());
});

/** For whom an answer is made. */
export const ReadBy = createParamDecorator((_: unknown, execution: ExecutionContext): Reader => {
  const { headers, rim } = execution.switchToHttp().getRequest<RimRequest>();
  return { locale: localeOf(headers['accept-language']), caller: rim.meta };
});
