import { askedFor, csvOf } from './csv.js';

async function* rows(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

async function sheet(...texts: readonly string[]): Promise<string> {
  let text = '';
  for await (const line of csvOf([['名称', (row: string) => row]], rows(...texts))) text += line;
  return text;
}

test('a sheet begins with the mark of UTF-8 and its titles', async () => {
  expect(Buffer.from(await sheet()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(await sheet('a')).toBe('\ufeff"名称"\r\n"a"\r\n');
});

test.each(['=cmd', '+1', '-1', '@x', '\t=1', '＝1'])('what would be a formula stays text: %j', async (text) => {
  expect(await sheet(text)).toContain(`"'${text}"`);
});

test('a long number stays text, a short one a number', async () => {
  expect(await sheet('83220201012000123456', '42')).toContain('"\t83220201012000123456"\r\n"42"');
});

test('quotes, commas and line ends stay within their cell', async () => {
  expect(await sheet('a "b", c\nd')).toContain('"a ""b"", c\nd"');
});

test('an export says what it was narrowed by, and nothing where it was not', () => {
  expect(askedFor({ year: 2020, state: undefined, unitId: 'u-1' })).toBe('year=2020 unitId=u-1');
  expect(askedFor({ year: undefined })).toBeUndefined();
});
