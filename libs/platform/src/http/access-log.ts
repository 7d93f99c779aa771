import type { AccessNote } from '#contracts';
import type { RimRequest } from './commanded.js';

/** The header in which a service hands its notes to the gateway; the gateway lets it neither in nor out. */
export const ACCESS_HEADER = 'x-bangfu-access';

/**
 * 访问日志: who did what that must be accounted for beside the ledger itself: logins, denied calls, reveals, exports, changes
 * of accounts and rules. Whoever reveals or exports something records it before it is handed out.
 */
export abstract class AccessLog {
  /**
   * Records what this request does; address, account, route and instant come from the request. A 401 of an ended session and
   * every 403 are recorded by the rim; a 404 that only means "not yours" is for whoever decides it.
   * @throws ProblemError ACCESS_LOG.UNAVAILABLE: nothing may be handed out then
   */
  abstract record(request: RimRequest, note: AccessNote): Promise<void>;
}

/** In a service: the notes go back with the answer, and the gateway records them before anything of the answer goes out. */
export class NotedAccess extends AccessLog {
  record(request: RimRequest, note: AccessNote): Promise<void> {
    request.rim.noted.push(note);
    return Promise.resolve();
  }
}

/**
 * Notes that somebody asked for a record that is there, but not for them: the answer says it does not exist, the access log
 * says who asked.
 */
export function noteOutOfSight(request: RimRequest, id: string): void {
  request.rim.noted.push({ kind: 'denied', subject: id, reason: 'RECORD.NOT_FOUND' });
}

/** Notes as they stand in {@link ACCESS_HEADER}: plain ASCII. */
export function encodeNotes(notes: readonly AccessNote[]): string {
  return Buffer.from(JSON.stringify(notes)).toString('base64url');
}

/** @param header of a service of ours @throws SyntaxError where it holds something else */
export function decodeNotes(header: string | string[] | undefined): readonly AccessNote[] {
  return typeof header === 'string' ? (JSON.parse(Buffer.from(header, 'base64url').toString()) as AccessNote[]) : [];
}
