import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, ROLES } from '#contracts';

/** Header in which a test says who asks, as JSON of a {@link Caller}. */
export const CALLER_HEADER = 'x-test-caller';

/** The whole office: may do everything, reaches everything. */
const OFFICE: Caller = { actor: { account: 'local', roles: ROLES, unitId: null }, source: 'manual' };

/** Who a request of a test acts as: whom it names, else the office. */
export function testCaller(headers: IncomingHttpHeaders): Caller {
  const said = headers[CALLER_HEADER];
  return typeof said === 'string' ? (JSON.parse(said) as Caller) : OFFICE;
}
