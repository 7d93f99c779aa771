/**
 * Whether a picture is one from its first byte to its last: what stands behind its end, or between its parts, would be
 * something else for somebody. Of a JPEG only the way to the picture itself: telephones write behind its end.
 */
export function isWholePicture(mediaType: string, bytes: Buffer): boolean {
  if (mediaType === 'image/gif') return isWholeGif(bytes);
  if (mediaType === 'image/png') return isWholePng(bytes);
  return mediaType === 'image/jpeg' ? isWholeJpeg(bytes) : bytes.length >= 12 && bytes.readUInt32LE(4) + 8 === bytes.length;
}

/** The length of a table of colours that a GIF's flags tell of. */
const coloursIn = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function isWholeGif(bytes: Buffer): boolean {
  let at = 13 + coloursIn(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x3b) return at + 1 === bytes.length;
    if (kind === 0x21) at = behindBlocks(bytes, at + 2);
    else if (kind === 0x2c) at = behindBlocks(bytes, at + 11 + coloursIn(bytes[at + 9] ?? 0));
    else return false;
  }
  return false;
}

/** @returns the place behind blocks that tell their length, the last of which is empty */
function behindBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes[at]; length !== undefined && length > 0; length = bytes[at]) at += 1 + length;
  return at + 1;
}

function isWholePng(bytes: Buffer): boolean {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (type === 'IEND') return at === bytes.length;
  }
  return false;
}

/** Segments that tell their length, up to the one behind which the picture lies, and an end somewhere behind it. */
function isWholeJpeg(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const kind = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    if (kind < 0xc0 || length < 2) return false;
    if (kind === 0xda) return bytes.indexOf(Buffer.from([0xff, 0xd9]), at) > 0;
    at += 2 + length;
  }
  return false;
}
