/** The first bytes of the formats an office uses as evidence. */
const SIGNATURES: readonly (readonly [mediaType: string, hex: string])[] = [
  ['application/pdf', '25504446'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
  ['application/zip', '504b0304'],
];

/** What a file is, by its own bytes: what its sender calls it is not believed. */
export function mediaTypeOf(head: Buffer): string {
  const hex = head.toString('hex');
  const known = SIGNATURES.find(([, signature]) => hex.startsWith(signature));
  if (known !== undefined) return known[0];
  if (head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

function isText(head: Buffer): boolean {
  return head.length > 0 && head.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte !== 127));
}
