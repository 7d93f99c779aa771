/** Lists that are longer in coming than this are not waited for: by then somebody reads. */
const MOST_MS = 5_000;
/** Whoever moves meanwhile is not taken elsewhere. */
const MOVES = ['wheel', 'pointerdown', 'keydown', 'popstate'] as const;

/**
 * The place on a page where somebody was, as soon as the page is long enough again: what is read anew is not there when the
 * page is, and the browser would go no further than its end.
 * @returns false where it has not become so long, or somebody has moved meanwhile
 */
export function placeOnceThere<Place extends { readonly top?: number }>(place: Place): Promise<Place | false> {
  const isThere = (): boolean => document.documentElement.scrollHeight - window.innerHeight >= (place.top ?? 0);
  if (isThere()) return Promise.resolve(place);
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const grown = new ResizeObserver(() => {
      if (isThere()) settle(place);
    });
    const limit = setTimeout(() => settle(false), MOST_MS);
    function settle(answer: Place | false): void {
      grown.disconnect();
      clearTimeout(limit);
      waiting.abort();
      resolve(answer);
    }
    grown.observe(document.body);
    for (const move of MOVES) addEventListener(move, () => settle(false), { passive: true, signal: waiting.signal });
  });
}
