/**
 * Whether a key belongs to an input method that is still composing: its Enter chooses a word and sends nothing. Some input
 * methods say so only by the key code.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari says it in no other way
  return event.isComposing || event.keyCode === 229;
}
