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
  /** An actor is written once, not once per request; the village it is bound to goes with it, so that neither can be left out. */
  private readonly written = new WeakMap<Actor, { readonly villageCode: string | undefined; readonly text: string }>();

  /** @param secret as configured; its length has been checked there */
  constructor(private readonly secret: string) {
    this.expected = digest(secret);
  }

  headersFor({ actor, source, villageCode }: Caller): Readonly<Record<string, string>> {
    return { [SECRET]: this.secret, [ACTOR]: this.headerOf(actor, villageCode), [SOURCE]: source };
  }

  callerOf(headers: IncomingHttpHeaders): Caller | undefined {
    const given = headers[SECRET];
    // Digests are of one length, so the time says nothing about the secret's own.
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), this.expected)) return undefined;
    const bound = boundActorOf(headers[ACTOR]);
    const source = SOURCES.find((known) => known === headers[SOURCE]);
    return bound === undefined || source === undefined ? undefined : { ...bound, source };
  }

  private headerOf(actor: Actor, villageCode: string | undefined): string {
    const known = this.written.get(actor);
    if (known !== undefined && known.villageCode === villageCode) return known.text;
    const text = Buffer.from(JSON.stringify({ ...actor, villageCode })).toString('base64url');
    this.written.set(actor, { villageCode, text });
    return text;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

type BoundActor = Pick<Caller, 'actor' | 'villageCode'>;

function boundActorOf(header: string | string[] | undefined): BoundActor | undefined {
  if (typeof header !== 'string') return undefined;
  const said = parsed(Buffer.from(header, 'base64url').toString());
  if (typeof said !== 'object' || said === null) return undefined;
  const { account, roles, unitId, villageCode } = said as Partial<Record<keyof Actor | 'villageCode', unknown>>;
  if (typeof account !== 'string' || account === '' || !Array.isArray(roles) || !roles.every(isRole)) return undefined;
  if (unitId !== null && typeof unitId !== 'string') return undefined;
  const actor = { account, roles, unitId };
  if (villageCode === undefined) return { actor };
  return typeof villageCode === 'string' ? { actor, villageCode } : undefined;
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
