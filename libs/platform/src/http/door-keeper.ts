import type { FastifyRequest } from 'fastify';
import type { AccessNote, ProblemItem } from '#contracts';
import type { RimRequest } from './commanded.js';

/** What the public door does beyond telling who asks. A service behind the gateway has none: the gateway has done it. */
export interface DoorKeeper {
  /** Whether anybody may ask this, known or not. */
  isOpen(request: FastifyRequest): boolean;
  /** Why somebody who is known, or may ask unknown, still goes no further: a password to be changed, no access log to write. */
  refusal(request: RimRequest): Promise<ProblemItem | undefined>;
  /**
   * Told of an answer before it goes out: records denied calls, and what a service noted.
   * @throws ProblemError ACCESS_LOG.UNAVAILABLE where a note could not be recorded: the answer must not go out
   */
  answering(request: RimRequest, status: number, notes: readonly AccessNote[]): Promise<void>;
}
