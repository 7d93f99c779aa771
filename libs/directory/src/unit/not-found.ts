import { ProblemError } from '#platform';

/** RECORD.NOT_FOUND of a unit. */
export function notFound(id: string): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
}
