import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ROLES, type Actor, type Caller, type Role, type Source } from '#contracts';
import { IDENTITY_HEADER_PREFIX, type ServiceIdentity } from './service-identity.js';

const SECRET = `${IDENTITY_HEADER_PREFIX}secret`;
const ACTOR = `${IDENTITY_HEADER_PREFIX}actor`;
const SOURCE = `${IDENTITY_HEADER_PREFIX}source`;

/** Sources that an entry can have at the door; the others arise inside a service. */
const SOURCES: readonly Source[] = ['manual', 'demo'];

/** Whoever knows the secret of the cluster is the gateway. Stands in until identities are signed. */
export class SharedSecretIdentity implements ServiceIdentity {
  private readonly expected: Buffer;
  /** An actor is written once, not once per request. */
  private readonly written = new WeakMap<Actor, string>();

  /** @param secret as configured; its length has been checked there */
  constructor(private readonly secret: string) {
    this.expected = digest(secret);
  }

  headersFor({ actor, source }: Caller): Readonly<Record<string, string>> {
    return { [SECRET]: this.secret, [ACTOR]: this.headerOf(actor), [SOURCE]: source };
  }

  callerOf(headers: IncomingHttpHeaders): Caller | undefined {
    const given = headers[SECRET];
    // Digests are of one length, so the time says nothing about the secret's own.
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), this.expected)) return undefined;
    const actor = actorOf(headers[ACTOR]);
    const source = SOURCES.find((known) => known === headers[SOURCE]);
    return actor === undefined || source === undefined ? undefined : { actor, source };
  }

  private headerOf(actor: Actor): string {
    const known = this.written.get(actor) ?? Buffer.from(JSON.stringify(actor)).toString('base64url');
    this.written.set(actor, known);
    return known;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function actorOf(header: string | string[] | undefined): Actor | undefined {
  if (typeof header !== 'string') return undefined;
  const said = parsed(Buffer.from(header, 'base64url').toString());
  if (typeof said !== 'object' || said === null) return undefined;
  const { account, roles, unitId } = said as Partial<Record<keyof Actor, unknown>>;
  if (typeof account !== 'string' || account === '' || !Array.isArray(roles) || !roles.every(isRole)) return undefined;
  return unitId === null || typeof unitId === 'string' ? { account, roles, unitId } : undefined;
}

function isRole(value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
