/** How work ended that went on in the background. */
export type Settled<Outcome> = { readonly outcome: Outcome } | { readonly error: unknown };

/** Never rejects: nobody may be waiting at the moment when it fails. */
export function settled<Outcome>(work: Promise<Outcome>): Promise<Settled<Outcome>> {
  return work.then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
}
