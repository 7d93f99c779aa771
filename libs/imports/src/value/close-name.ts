/** Least likeness of a name that is worth a suggestion. */
const CLOSE = 0.5;

/**
 * The name most like the one written, by the pairs of signs they share (Dice); none where two are equally close.
 * It is only ever suggested.
 */
export function closestName(written: string, names: Iterable<string>): string | undefined {
  const pairs = pairsOf(written);
  let [best, likeness, isShared]: [string | undefined, number, boolean] = [undefined, CLOSE, false];
  for (const name of new Set(names)) {
    const score = likenessOf(pairs, name);
    if (score < likeness) continue;
    [best, isShared, likeness] = [name, best !== undefined && score === likeness, score];
  }
  return isShared ? undefined : best;
}

function likenessOf(pairs: readonly string[], name: string): number {
  const others = pairsOf(name);
  if (pairs.length + others.length === 0) return 0;
  const left = [...others];
  let shared = 0;
  for (const pair of pairs) {
    const at = left.indexOf(pair);
    if (at === -1) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (pairs.length + others.length);
}

/** Neighbouring signs, with the beginning and the end: 教育局 → ^教 教育 育局 局$. */
function pairsOf(text: string): string[] {
  const signs = ['^', ...Array.from(text), '$'];
  return signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);
}
