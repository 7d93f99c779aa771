import type { Caller } from '#contracts';
import type { ChainReport } from '#event-log';
import { SERVICE_LOGS } from '../forward/routes.js';
import type { ServiceClient } from './service-client.js';

/** Walking a log of ten million events takes minutes. */
const WITHIN_MS = 15 * 60_000;

/** Stands where the proof of a log would, while nobody can walk it: nothing is known of it, so it is not `ok`, and nothing in it is bad either. */
export interface AwayProof {
  readonly log: ChainReport['log'];
  readonly events: null;
  readonly headHash: null;
  readonly ok: false;
  readonly away: true;
  readonly code: 'SERVICE.UNAVAILABLE';
  readonly params: { readonly service: ChainReport['log'] };
}

/** What the owner of a log says of it, or that the owner is away. */
export type ChainProof = ChainReport | AwayProof;

/**
 * The proofs of the logs that services own, all asked at once, one entry for each in the order of the logs.
 * @param caller who asks, as the services are told
 */
export function serviceProofs(services: ServiceClient, caller: Caller): Promise<ChainProof[]> {
  const question = { path: '/api/log/verify', caller, withinMs: WITHIN_MS };
  return Promise.all(SERVICE_LOGS.map(async (log) => proofOf(log, await services.ask(log, question))));
}

/** A service that answers without its own log has proved nothing. */
function proofOf(service: ChainReport['log'], answer: unknown): ChainProof {
  const report = Array.isArray(answer) ? (answer as ChainReport[]).find(({ log }) => log === service) : undefined;
  if (report !== undefined) return report;
  return { log: service, events: null, headHash: null, ok: false, away: true, code: 'SERVICE.UNAVAILABLE', params: { service } };
}
