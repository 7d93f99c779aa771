import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive. */
export interface ZipPart {
  readonly name: string;
  readonly data: Buffer;
  readonly isDeflated?: boolean;
  /** What the directory says of the unpacked size, where it lies. */
  readonly saidBytes?: number;
}

/** An archive, byte by byte the same each time: kept test files can be compared with what makes them. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = part.isDeflated === true ? deflateRawSync(part.data, { level: 9 }) : part.data;
    const name = Buffer.from(part.name);
    const local = Buffer.concat([localHeader(part, packed, name), name, packed]);
    directory.push(Buffer.concat([centralHeader(part, packed, name, offset), name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

function localHeader(part: ZipPart, packed: Buffer, name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  describe(header, 6, part, packed, name);
  return header;
}

function centralHeader(part: ZipPart, packed: Buffer, name: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  describe(header, 8, part, packed, name);
  header.writeUInt32LE(offset, 42);
  return header;
}

/** Flags (names in UTF-8), method, a fixed time, sum and sizes: the same in both headers. */
function describe(header: Buffer, at: number, part: ZipPart, packed: Buffer, name: Buffer): void {
  header.writeUInt16LE(0x0800, at);
  header.writeUInt16LE(part.isDeflated === true ? 8 : 0, at + 2);
  header.writeUInt32LE(0x51_21_00_00, at + 4);
  header.writeUInt32LE(crc32(part.data), at + 8);
  header.writeUInt32LE(packed.length, at + 12);
  header.writeUInt32LE(part.saidBytes ?? part.data.length, at + 16);
  header.writeUInt16LE(name.length, at + 20);
}
