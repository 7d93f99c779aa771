import { readFileSync } from 'node:fs';
import { lianhu2020 } from '#demo';
import { fastestMs } from '../support/fastest.js';
import { BOMBS, GIF, LIARS, workbook, zipOf } from '../support/hostile-archives.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const MOST_MS = 1_000;
const MOST_RSS_BYTES = 100 * 1024 * 1024;
const MOST_BYTES = 20 * 1024 * 1024;

const DTD = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>';
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const SCRIPT = Buffer.from('*/=1;alert(1);//');

interface Hostile {
  readonly what: string;
  readonly code: string;
  readonly bytes: () => Buffer;
  readonly name?: string;
  readonly mediaType?: string;
}

const all = (code: string, made: Readonly<Record<string, () => Buffer>>): Hostile[] =>
  Object.entries(made).map(([what, bytes]) => ({ what, code, bytes, name: 'a.zip' }));

const CORPUS: readonly Hostile[] = [
  ...all('FILE.BOMB', BOMBS),
  ...all('FILE.DAMAGED', LIARS),
  {
    what: 'an archive in an archive',
    code: 'FILE.NESTED',
    bytes: () => zipOf([{ name: 'a.zip', content: zipOf([{ name: 'b', content: 'x' }]) }]),
  },
  { what: 'an archive with a password', code: 'FILE.ENCRYPTED', bytes: () => zipOf([{ name: 'a', content: 'x', encrypted: true }]) },
  { what: 'an archive cut off', code: 'FILE.DAMAGED', bytes: () => zipOf([{ name: 'a', content: 'x' }]).subarray(0, 40) },
  ...['../a', '/etc/passwd', 'a/../../b', 'C:\\a', 'a\\..\\b', 'a\u0000b', 'a\nb'].map((name) => ({
    what: `an archive with the name ${JSON.stringify(name)}`,
    code: 'FILE.UNSAFE_NAME',
    bytes: () => zipOf([{ name, content: 'x' }]),
  })),
  { what: 'a workbook whose XML names an entity', code: 'FILE.DTD', bytes: () => zipOf(workbook(DTD)), name: 'a.xlsx' },
  { what: 'the same in UTF-16', code: 'FILE.DTD', bytes: () => zipOf(workbook(utf16(DTD))), name: 'a.xlsx' },
  {
    what: 'the same behind 100 kB',
    code: 'FILE.DTD',
    bytes: () => zipOf(workbook(`<!--${'x'.repeat(65_520)}${'-'.repeat(40_000)}>${DTD}`)),
  },
  { what: 'a GIF that is a script', code: 'FILE.DAMAGED', bytes: () => Buffer.concat([Buffer.from('GIF89a/*'), GIF.subarray(8), SCRIPT]) },
  { what: 'a GIF with a script behind its end', code: 'FILE.DAMAGED', bytes: () => Buffer.concat([GIF, SCRIPT]) },
  {
    what: 'a PNG with a page behind its end',
    code: 'FILE.DAMAGED',
    bytes: () => Buffer.concat([png(), Buffer.from('<script>alert(1)</script>')]),
  },
  { what: 'a JPEG without a picture', code: 'FILE.DAMAGED', bytes: () => Buffer.from('ffd8ffe0002f2a', 'hex') },
  { what: 'a PDF that is an archive', code: 'FILE.POLYGLOT', bytes: () => Buffer.concat([PDF, zipOf([{ name: 'a', content: 'x' }])]) },
  { what: 'a GIF that is an archive', code: 'FILE.POLYGLOT', bytes: () => Buffer.concat([GIF, zipOf([{ name: 'a', content: 'x' }])]) },
  { what: 'a text that is a PDF', code: 'FILE.POLYGLOT', bytes: () => Buffer.concat([Buffer.from('x\n'.repeat(100)), PDF]), name: 'a.txt' },
  { what: 'a page called a PDF', code: 'FILE.TYPE_MISMATCH', bytes: () => Buffer.from('<html><script>alert(1)</script>'), name: 'a.pdf' },
  {
    what: 'a page called a picture by its type',
    code: 'FILE.TYPE_MISMATCH',
    bytes: () => Buffer.from('<svg/>'),
    name: 'a',
    mediaType: 'image/png',
  },
  { what: 'a PDF called a picture', code: 'FILE.TYPE_MISMATCH', bytes: () => PDF, name: 'a.png' },
  { what: 'an archive called a workbook', code: 'FILE.TYPE_MISMATCH', bytes: () => zipOf([{ name: 'a', content: 'x' }]), name: 'a.xlsx' },
  { what: 'a program', code: 'FILE.EXECUTABLE', bytes: () => Buffer.from('4d5a90000300000004000000ffff', 'hex'), name: 'a.pdf' },
  { what: 'a script', code: 'FILE.EXECUTABLE', bytes: () => Buffer.from('#!/bin/sh\nrm -rf /\n'), name: 'a.txt' },
  ...['../../etc/passwd', '..\\..\\a.pdf', '/etc/passwd', '..', 'a\u0001.pdf', `${'x'.repeat(252)}.pdf`].map((name) => ({
    what: `a file with the name ${JSON.stringify(name).slice(0, 30)}`,
    code: 'FILE.NAME_UNUSABLE',
    bytes: () => PDF,
    name,
  })),
  { what: '20 MB and one byte', code: 'FILE.TOO_BIG', bytes: () => Buffer.alloc(MOST_BYTES + 1, 1) },
  { what: 'nothing', code: 'FILE.EMPTY', bytes: () => Buffer.alloc(0) },
];

function png(): Buffer {
  const picture = lianhu2020.files.find(({ mediaType }) => mediaType === 'image/png');
  if (picture === undefined) throw new Error('the demonstration has no picture');
  return picture.bytes;
}

/** A multipart body by hand: what writes one for us tidies names up. */
function bodyOf({ name = 'a', mediaType = 'application/octet-stream' }: Pick<Hostile, 'name' | 'mediaType'>, bytes: Buffer): Buffer {
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${mediaType}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]);
}

describe('a hostile file', () => {
  let ledger: RunningLedger;
  let rssBefore: number;
  /** Memory that the process has had at most, in bytes. */
  const rss = (field: 'VmRSS' | 'VmHWM'): number =>
    1_024 * Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${ledger.pid}/status`, 'utf8'))?.[1]);

  const upload = async (file: Pick<Hostile, 'name' | 'mediaType'>, bytes: Buffer): Promise<{ status: number; code?: string }> => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await ledger.fetch('/api/files', { method: 'POST', headers, body: new Uint8Array(bodyOf(file, bytes)) });
    return { status: answer.status, ...((await answer.json()) as { code?: string }) };
  };

  beforeAll(async () => {
    ledger = await startLedger();
    // What the first upload of a size costs once is not the corpus's.
    expect(await upload({}, Buffer.alloc(MOST_BYTES, 1))).toMatchObject({ status: 201 });
    rssBefore = rss('VmHWM');
  }, 60_000);

  afterAll(() => discard(ledger));

  it.each(CORPUS.map((hostile) => [hostile.what, hostile.code, hostile] as const))(
    'is refused within a second: %s – %s',
    async (_, code, hostile) => {
      const bytes = hostile.bytes();
      const took = await fastestMs(MOST_MS, async () => {
        const from = performance.now();
        expect(await upload(hostile, bytes)).toMatchObject({ status: 422, code });
        return performance.now() - from;
      });
      expect(took).toBeLessThanOrEqual(MOST_MS);
    },
  );

  it('costs no more than 100 MB of memory, all of them together', () => {
    expect(rss('VmHWM') - rssBefore).toBeLessThan(MOST_RSS_BYTES);
  });

  it.each<[string, string, string, () => Buffer]>([
    ['a.gif', 'image/gif', 'image/gif', () => GIF],
    ['a.png', 'image/png', 'image/png', png],
    ['批复 "一".pdf', 'application/pdf', 'application/pdf', () => PDF],
    ['a.zip', 'application/zip', 'application/zip', () => zipOf([{ name: '凭证/一.txt', content: 'x' }])],
    [
      'a.xlsx',
      'application/octet-stream',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      () => zipOf(workbook('<workbook/>')),
    ],
    ['a.txt', 'text/plain', 'text/plain', () => Buffer.from('PK 不是压缩包')],
    ['prose.pdf', 'application/pdf', 'text/plain', () => Buffer.from('其实是文字')],
    ['a.bin', 'application/octet-stream', 'application/octet-stream', () => Buffer.from([0, 1, 2])],
  ])('is none of these: %s of %s is kept as %s', async (name, mediaType, kept, bytes) => {
    const answer = await upload({ name: name.replaceAll('"', '%22'), mediaType }, bytes());
    expect(answer).toMatchObject({ status: 201, mediaType: kept });
  });
});
