import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

/** The rule itself, without a thought for speed. */
function byTheRule(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(byTheRule).join(',')}]`;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${byTheRule(field)}`).join(',')}}`;
}

describe('canonical JSON', () => {
  test('of any JSON value is its text with the fields of every record in the order of their code units', () => {
    const any = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 });
    fc.assert(
      fc.property(fc.oneof(any, fc.dictionary(fc.string({ unit: 'binary' }), any, { maxKeys: 60 })), (value) => {
        expect(canonicalJson(value)).toBe(byTheRule(value));
      }),
    );
  });

  test('reads back as the very value, whatever its texts and names hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (record) => {
        const own = JSON.parse(JSON.stringify(record)) as unknown;
        expect(JSON.parse(canonicalJson(record))).toEqual(own);
      }),
    );
  });

  test.each([
    ['quotes, backslashes and control characters', '"\\\u0000\u001f\n', '"\\"\\\\\\u0000\\u001f\\n"'],
    ['half of a surrogate pair', '\ud83e', '"\\ud83e"'],
    ['a whole surrogate pair, as it is', '🥝', '"🥝"'],
    ['negative zero, as zero', -0, '0'],
    ['names that look like numbers, by their text', { 9: 0, 10: 1 }, '{"10":1,"9":0}'],
    ['a field without a value, left out', { a: undefined, b: 1 }, '{"b":1}'],
    ['a list with a hole in its meaning, kept in place', [undefined, Number.NaN], '[null,null]'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([() => 0, Symbol('s'), 1n])('refuses what JSON cannot say: %p', (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});
