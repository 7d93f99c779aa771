import type { Instant } from '#contracts';

/** Injection token of the {@link RevealLog}. */
export const REVEAL_LOG = 'households:reveal-log';

/** 查看明文: who looked at which household's name and phone, why, and until when it stays open to that account. */
export interface Reveal {
  readonly revealId: string;
  readonly householdId: string;
  readonly account: string;
  readonly reason: string;
  readonly revealedAt: Instant;
  readonly until: Instant;
}

/**
 * Where every reveal is told before anything is shown: no record, no name. What it keeps it keeps for ever and never
 * together with the name itself. The first implementation keeps rows of the households' own schema; an access log that is
 * chained by hash stands before it by recording first and then calling it.
 */
export interface RevealLog {
  /** @throws where it cannot be kept; then nothing is revealed */
  record(reveal: Reveal): Promise<void>;
}
