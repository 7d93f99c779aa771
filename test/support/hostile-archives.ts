import { crc32, deflateRawSync } from 'node:zlib';

/** One entry as it is written; what is given besides name and content is what the archive says, true or not. */
export interface WrittenEntry {
  readonly name: string;
  readonly content: Buffer | string;
  readonly claimedBytes?: number;
  readonly encrypted?: boolean;
}

interface Packed extends WrittenEntry {
  readonly packed: Buffer;
  readonly crc: number;
  readonly bytes: number;
}

const packed = new Map<Buffer | string, Pick<Packed, 'packed' | 'crc' | 'bytes'>>();

/** A zip file, written by hand: no library writes what a hostile one holds. */
export function zipOf(entries: readonly WrittenEntry[]): Buffer {
  const written = entries.map(pack);
  const locals = written.map((entry) => Buffer.concat([localHeader(entry), entry.packed]));
  const places = locals.map((_, index) => locals.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const directory = Buffer.concat(written.map((entry, index) => centralHeader(entry, places[index] ?? 0)));
  const start = locals.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...locals, directory, endRecord(entries.length, directory.length, start)]);
}

function pack(entry: WrittenEntry): Packed {
  const { content } = entry;
  const known = packed.get(content);
  if (known !== undefined) return { ...entry, ...known };
  const bytes = Buffer.from(content as string);
  const fresh = { packed: deflateRawSync(bytes, { level: 9 }), crc: crc32(bytes), bytes: bytes.length };
  packed.set(content, fresh);
  return { ...entry, ...fresh };
}

/** The part that both headers share: flags to length of the name. */
function description({ name, crc, packed: data, bytes, claimedBytes = bytes, encrypted = false }: Packed): Buffer {
  const part = Buffer.alloc(22);
  part.writeUInt16LE(0x0800 | (encrypted ? 1 : 0), 0);
  part.writeUInt16LE(8, 2);
  part.writeUInt32LE(crc, 8);
  part.writeUInt32LE(data.length, 12);
  part.writeUInt32LE(claimedBytes, 16);
  part.writeUInt16LE(Buffer.byteLength(name), 20);
  return part;
}

function localHeader(entry: Packed): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04\x14\x00', 'latin1'), description(entry), Buffer.alloc(2), Buffer.from(entry.name)]);
}

function centralHeader(entry: Packed, place: number): Buffer {
  const rest = Buffer.alloc(16);
  rest.writeUInt32LE(place, 12);
  return Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00\x14\x00', 'latin1'),
    description(entry),
    rest.subarray(0, 2),
    rest.subarray(2),
    Buffer.from(entry.name),
  ]);
}

function endRecord(entries: number, directoryBytes: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(start, 16);
  return end;
}

const ZEROS = Buffer.alloc(20 * 1024 * 1024);
const NOISE = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 2_654_435_761) >>> 11));

/** Bombs of each kind: by ratio, by bytes, by count, by lying headers, by what is in them. */
export const BOMBS: Readonly<Record<string, () => Buffer>> = {
  'one entry of zeros': () => zipOf([{ name: 'a', content: ZEROS }]),
  '120 MB in six entries, which 1.2 MB of noise make look modest': () =>
    zipOf([...Array.from({ length: 6 }, (_, at) => ({ name: `z${at}`, content: ZEROS })), ...noise(4)]),
  '201 entries': () => zipOf(Array.from({ length: 201 }, (_, at) => ({ name: `e${at}`, content: 'x' }))),
  '4 GB by its own word': () => zipOf([{ name: 'a', content: 'x', claimedBytes: 0xffff_fffe }]),
  'a workbook of zeros': () => zipOf([...workbook('<workbook/>'), { name: 'xl/media/a.png', content: ZEROS }]),
};

/** Larger than they say. */
export const LIARS: Readonly<Record<string, () => Buffer>> = {
  'one byte by its own word, 20 MB in truth': () => zipOf([{ name: 'a', content: ZEROS, claimedBytes: 1 }]),
  'half of it in truth': () => zipOf([{ name: 'a', content: 'x'.repeat(1_000), claimedBytes: 2_000 }]),
};

function noise(pieces: number): WrittenEntry[] {
  return Array.from({ length: pieces }, (_, at) => ({ name: `n${at}`, content: NOISE.subarray(at) }));
}

/** As little of a workbook as makes one. */
export function workbook(xml: string | Buffer): WrittenEntry[] {
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: xml },
  ];
}

/** The smallest GIF there is: one point. */
export const GIF = Buffer.from('474946383961010001000000002c00000000010001000002024401003b', 'hex');
