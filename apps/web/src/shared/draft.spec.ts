import { draftOf } from './draft';

const form = { product: '', quantity: '', files: [] as string[] };
const kept = { product: '𠮷品“猕猴桃”', quantity: '12', files: ['f-1'] };

test('a draft is the form as it was left', () => {
  expect(draftOf(JSON.stringify(kept), form)).toEqual(kept);
});

test.each([
  ['nothing', null],
  ['a text that was cut off', '{"product":"猕'],
  ['no object', '"猕猴桃"'],
  ['nothing at all in JSON', 'null'],
  ['a form with a field less', JSON.stringify({ product: '猕猴桃', quantity: '12' })],
  ['a form with a field more', JSON.stringify({ ...kept, colour: 'green' })],
  ['a form with a field of another kind', JSON.stringify({ ...kept, quantity: 12 })],
  ['a form whose list is an object', JSON.stringify({ ...kept, files: {} })],
])('%s is no draft', (_what, text) => {
  expect(draftOf(text, form)).toBeNull();
});
