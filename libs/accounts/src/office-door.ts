import type { FastifyRequest } from 'fastify';
import type { AccessNote, Caller, ProblemItem, Role } from '#contracts';
import type { Database } from '#persistence';
import { type DoorKeeper, OPEN_PATHS, ProblemError, type RimRequest } from '#platform';
import type { AccessJournal } from './access/access-journal.js';
import { factsOf } from './access/request-access.js';
import { unlessUnavailable } from './access/unless-unavailable.js';
import type { InsideDoor } from './inside-door.js';
import type { Session, Sessions } from './session/sessions.js';
import { tokenOf } from './session/token.js';

/** Routes, as declared, that ask who somebody is or may become. */
const OWN_ROUTES: readonly string[] = [
  '/api/session',
  '/api/session/password',
  '/api/session/totp',
  '/api/session/totp/remove',
  '/api/sessions',
  '/api/sessions/:id',
];
const LOGIN = '/api/session';
/** Outside `/api` nothing is about the ledger: what an operator's tools ask. The console's pages say themselves that they are open. */
const OPEN_ROUTES: readonly string[] = OPEN_PATHS;
const READING: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
/** Who sees more than others needs a second proof, where the operator asks for it. */
const WITH_TOTP: readonly Role[] = ['admin', 'auditor'];

export interface OfficeDoorParts {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly journal: AccessJournal;
  readonly inside: InsideDoor;
  readonly totpRequired: boolean;
}

/** Who stands at the public door: the holder of a session, or this process itself. */
export class OfficeDoor implements DoorKeeper {
  private readonly held = new WeakMap<object, Session>();
  private readonly callers = new WeakMap<Session, Caller>();
  /** Accounts whose session a request still carries although it has ended. */
  private readonly gone = new WeakMap<object, string>();

  constructor(private readonly parts: OfficeDoorParts) {}

  /** The caller of a request, for the rim. @throws ProblemError AUTH.UNAVAILABLE while accounts cannot be looked up */
  readonly identify = async (request: FastifyRequest): Promise<Caller | undefined> => {
    const inside = this.parts.inside.callerOf(request.headers);
    const token = tokenOf(request);
    if (inside !== undefined || token === undefined) return inside;
    const found = await this.lookUp(token);
    if (found.state === 'ended') this.gone.set(request.raw, found.account);
    if (found.state !== 'open') return undefined;
    this.held.set(request.raw, found.session);
    return this.callerOf(found.session);
  };

  /** The session that a request belongs to. @throws ProblemError AUTH.REQUIRED where it has none */
  sessionOf(request: FastifyRequest): Session {
    const session = this.held.get(request.raw);
    if (session === undefined) throw new ProblemError([{ code: 'AUTH.REQUIRED' }]);
    return session;
  }

  /** The session that a request carries, where it carries one that runs. */
  heldBy(request: FastifyRequest): Session | undefined {
    return this.held.get(request.raw);
  }

  isOpen(request: FastifyRequest): boolean {
    const route = routeOf(request);
    if (route === LOGIN) return request.method === 'POST';
    return route !== undefined && READING.includes(request.method) && OPEN_ROUTES.includes(route);
  }

  async refusal(request: RimRequest): Promise<ProblemItem | undefined> {
    const session = this.held.get(request.raw);
    const isOwn = OWN_ROUTES.includes(routeOf(request) ?? '');
    if (session !== undefined && !isOwn) {
      if (session.mustChangePassword) return { code: 'AUTH.PASSWORD_CHANGE_REQUIRED' };
      if (this.needsTotp(session)) return { code: 'AUTH.TOTP_REQUIRED' };
    }
    if (!READING.includes(request.method)) await this.parts.journal.proveWritable();
    return undefined;
  }

  async answering(request: RimRequest, status: number, notes: readonly AccessNote[]): Promise<void> {
    const account = this.held.get(request.raw)?.account ?? this.gone.get(request.raw);
    for (const note of notes) await this.parts.journal.write(factsOf(request, account ?? null, note));
    if (account === undefined || (status !== 401 && status !== 403)) return;
    // A login that fails is recorded where it fails, and a call without any session is nobody's.
    if (status === 401 && routeOf(request) === LOGIN) return;
    await unlessUnavailable(this.parts.journal.write(factsOf(request, account, { kind: 'denied', status })));
  }

  /** Whether a session's holder must enrol one-time codes first. */
  needsTotp(session: Session): boolean {
    return this.parts.totpRequired && !session.totp && session.roles.some((role) => WITH_TOTP.includes(role));
  }

  /** The same for every call of a session, so that who writes it down for a service does it once. */
  private callerOf(session: Session): Caller {
    const { account, roles, unitId, villageCode } = session;
    const village = villageCode === null ? {} : { villageCode };
    const caller = this.callers.get(session) ?? { actor: { account, roles, unitId }, source: 'manual', ...village };
    this.callers.set(session, caller);
    return caller;
  }

  private async lookUp(token: string): ReturnType<Sessions['find']> {
    const { database, sessions } = this.parts;
    try {
      return await sessions.find(token);
    } catch (error) {
      if (!database.dialect.isUnavailable(error) && !database.dialect.isTransient(error)) throw error;
      throw new ProblemError([{ code: 'AUTH.UNAVAILABLE' }], { cause: error });
    }
  }
}

/** The route as declared: no spelling of an address (`/%61pi`) makes it another one. */
function routeOf(request: FastifyRequest): string | undefined {
  return request.routeOptions.url;
}
