import { ACTIVITY_TERMS, IMPORT_STATE_TERMS, RESERVE_STATE_TERMS, ROLE_TERMS } from '#contracts';
import enImports from './en/imports';
import enWords from './en/words';
import zhImports from './zh-CN/imports';
import zhWords from './zh-CN/words';

const english = (terms: typeof ROLE_TERMS): object => Object.fromEntries(Object.entries(terms).map(([key, { en }]) => [key, en]));
const chinese = (terms: typeof ROLE_TERMS): object => Object.fromEntries(Object.entries(terms).map(([key, { zh }]) => [key, zh]));

test('what a refusal calls a role, a state or a kind is what the pages call it', () => {
  expect(chinese(ROLE_TERMS)).toEqual(zhWords.role);
  expect(english(ROLE_TERMS)).toEqual(enWords.role);
  expect(chinese(RESERVE_STATE_TERMS)).toEqual(zhWords.reserveState);
  expect(english(RESERVE_STATE_TERMS)).toEqual(enWords.reserveState);
  expect(chinese(IMPORT_STATE_TERMS)).toEqual(zhImports.imports.state);
  expect(english(IMPORT_STATE_TERMS)).toEqual(enImports.imports.state);
  expect(chinese(ACTIVITY_TERMS)).toEqual(zhWords.activity);
  expect(english(ACTIVITY_TERMS)).toEqual(enWords.activity);
});
