import type { FastifyReply } from 'fastify';

/** Says that an answer is the first one to its key again (contract §1, Commands). */
export function markReplayed(reply: FastifyReply): void {
  void reply.header('Idempotent-Replay', 'true');
}
