import type { IncomingHttpHeaders } from 'node:http';
import { ROLES, type Actor, type Caller } from '#contracts';

/** Until accounts exist, whoever reaches the door acts as the office itself. */
const LOCAL: Actor = { account: 'local', roles: ROLES, unitId: null };
const DEMONSTRATION: Actor = { ...LOCAL, account: 'demo' };

/** Header by which a process marks requests it makes itself; its value is known to nobody else. */
export const DEMO_HEADER = 'x-bangfu-demo';

/** Who a request at the public door acts as. @param demoSecret the value of {@link DEMO_HEADER} in this process */
export function officeCaller(headers: IncomingHttpHeaders, demoSecret: string): Caller {
  return headers[DEMO_HEADER] === demoSecret ? { actor: DEMONSTRATION, source: 'demo' } : { actor: LOCAL, source: 'manual' };
}
