/** A comment this often keeps proxies from closing an idle stream (contract §5). */
export const HEARTBEAT_MS = 15_000;

/** What a page can hear: a browser hides comments from it, so that it could not tell a quiet line from a dead one. */
const BEAT = 'event: beat\ndata: {}\n\n';
const HEARTBEAT = `: heartbeat\n\n${BEAT}`;

/** What a stream begins with where nothing was missed. */
export const CONNECTED = `: connected\n\n${BEAT}`;

/** The name of the event that says nothing but that the line lives. */
export const BEAT_EVENT = 'beat';

/** Says every so often that the line lives. @returns ends it */
export function beating(say: (text: string) => void, everyMs = HEARTBEAT_MS): () => void {
  const timer = setInterval(() => say(HEARTBEAT), everyMs).unref();
  return () => clearInterval(timer);
}
