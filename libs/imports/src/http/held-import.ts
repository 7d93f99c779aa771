import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { localeOf, ProblemError } from '#platform';
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

/** For whom an answer about the import of the path is made; where the path names none, for somebody who sees no person. */
export const ReadBy = createParamDecorator((_: unknown, execution: ExecutionContext): Reader => {
  const { headers, mayReadPersons = false } = execution.switchToHttp().getRequest<ImportRequestHeld>();
  return { locale: localeOf(headers['accept-language']), mayReadPersons };
});
