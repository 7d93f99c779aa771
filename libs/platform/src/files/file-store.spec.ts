import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from './file-store.js';

const CONTENT = Buffer.from('立项批复 𠮷 🥝');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let folder: string;
let store: FileStore;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'bangfu-files-')), 'files');
  store = new FileStore(folder);
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

async function* chunks(...parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(part);
}

const anything = (): Promise<string> => Promise.resolve('text/plain');

/** A disk that takes at most some bytes with each write. @returns what gives the disk back */
async function shortOf(mostBytes: number): Promise<() => void> {
  const handle = await open(tmpdir(), 'r');
  const every = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const write = Object.getOwnPropertyDescriptor(every, 'write') ?? {};
  const whole = write.value as (bytes: Buffer, from: number, length: number) => Promise<unknown>;
  Object.defineProperty(every, 'write', {
    ...write,
    value(this: FileHandle, bytes: Buffer) {
      return whole.call(this, bytes, 0, Math.min(mostBytes, bytes.length));
    },
  });
  return () => void Object.defineProperty(every, 'write', write);
}

describe('the file store', () => {
  test('keeps the whole of a file, however little of it a write takes', async () => {
    const giveBack = await shortOf(5);
    try {
      await store.store(chunks(CONTENT), anything);
    } finally {
      giveBack();
    }
    expect(readFileSync(join(folder, SHA256))).toEqual(CONTENT);
  });

  test('keeps a file under the hash of its content, whatever its chunks', async () => {
    const stored = await store.store(chunks(CONTENT.subarray(0, 2), CONTENT.subarray(2)), anything);
    expect(stored).toEqual({ sha256: SHA256, bytes: CONTENT.length, mediaType: 'text/plain' });
    expect(readdirSync(folder)).toEqual([SHA256]);
    expect(readFileSync(join(folder, SHA256))).toEqual(CONTENT);
    expect(await store.has(SHA256)).toBe(true);
  });

  test('keeps equal content once', async () => {
    await store.store(chunks(CONTENT), anything);
    await store.store(chunks(CONTENT), anything);
    expect(readdirSync(folder)).toEqual([SHA256]);
  });

  test('gives back the bytes it took', async () => {
    await store.store(chunks(CONTENT), anything);
    const read: Buffer[] = [];
    for await (const chunk of store.read(SHA256)) read.push(chunk as Buffer);
    expect(Buffer.concat(read)).toEqual(CONTENT);
  });

  test('keeps nothing of a file that may not be kept', async () => {
    const seen: number[] = [];
    const refuse = ({ bytes }: { bytes: number }): Promise<string> => {
      seen.push(bytes);
      throw new Error('too big');
    };
    await expect(store.store(chunks(CONTENT), refuse)).rejects.toThrow('too big');
    expect([seen, readdirSync(folder)]).toEqual([[CONTENT.length], []]);
  });

  test('keeps nothing of a file whose sender broke off', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield* chunks(CONTENT);
      throw new Error('aborted');
    }
    await expect(store.store(broken(), anything)).rejects.toThrow('aborted');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('tells what lies unchanged since before a moment, and nothing where there is no folder yet', async () => {
    expect(await store.unchangedSince('2026-06-02T00:00:00.000Z')).toEqual([]);
    await store.store(chunks(CONTENT), anything);
    utimesSync(join(folder, SHA256), new Date('2026-06-01T00:00:00.000Z'), new Date('2026-06-01T00:00:00.000Z'));
    expect(await store.unchangedSince('2026-06-01T00:00:00.000Z')).toEqual([]);
    expect(await store.unchangedSince('2026-06-01T00:00:00.001Z')).toEqual([SHA256]);
  });

  test('does not have what it never took', async () => {
    expect(await store.has(SHA256)).toBe(false);
  });
});
