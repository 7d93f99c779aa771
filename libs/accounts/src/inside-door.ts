import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, parsedJson, ROLES } from '#contracts';

/** The gateway lets no header of this prefix in from outside to its services. */
const HEADER = 'x-bangfu-inside';
const PARTS = ['system', 'demo'] as const;
/** What a process enters by itself: what ships with the ledger, or a demonstration. */
export type InsidePart = (typeof PARTS)[number];

const CALLERS: Readonly<Record<InsidePart, Caller>> = {
  system: { actor: { account: 'system', roles: ROLES, unitId: null }, source: 'manual' },
  demo: { actor: { account: 'demo', roles: ROLES, unitId: null }, source: 'demo' },
};

/**
 * The way in of a process to its own routes, e.g. for a demonstration: a header with a secret that is made anew in every
 * process and leaves it on no wire. Requests from outside cannot know it.
 */
export class InsideDoor {
  private readonly secret = randomBytes(32).toString('hex');

  /** The headers of a request that this process makes itself. */
  headersFor(part: InsidePart): Readonly<Record<string, string>> {
    return { [HEADER]: `${this.secret}.${part}` };
  }

  /** The same for a caller on whose behalf this process asks something: of an import, what its figures come to. */
  headersAs(caller: Caller): Readonly<Record<string, string>> {
    return { [HEADER]: `${this.secret}.${Buffer.from(JSON.stringify(caller)).toString('base64url')}` };
  }

  callerOf(headers: IncomingHttpHeaders): Caller | undefined {
    const given = headers[HEADER];
    if (typeof given !== 'string') return undefined;
    const part = PARTS.find((known) => isSame(given, `${this.secret}.${known}`));
    if (part !== undefined) return CALLERS[part];
    const [secret = '', caller = ''] = given.split('.');
    return isSame(secret, this.secret) ? (parsedJson(Buffer.from(caller, 'base64url').toString()) as Caller | undefined) : undefined;
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
