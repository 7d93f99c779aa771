/** Of one reader among few. */
const EACH_MS = 4;
const MOST_MS = 20;

/**
 * At most one message on figures per reader in this time, ms: it refetches once for several commits, and at once for one alone.
 * Each message is a question to the database, so the time grows with those who listen at this process; a gateway is one of
 * them, however many it tells.
 */
export function leastBetweenMessages(readers: number): number {
  return Math.min(MOST_MS, EACH_MS * readers);
}
