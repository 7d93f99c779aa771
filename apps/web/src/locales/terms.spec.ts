import {
  ACTIVITY_TERMS,
  CATEGORY_TERMS,
  CHANNEL_TERMS,
  FUNDING_TERMS,
  IMPORT_STATE_TERMS,
  RESERVE_STATE_TERMS,
  ROLE_TERMS,
  TEMPLATE_TERMS,
  type Terms,
} from '#contracts';
import enImports from './en/imports';
import enWords from './en/words';
import zhImports from './zh-CN/imports';
import zhWords from './zh-CN/words';

const CASES: readonly (readonly [string, Terms, object, object])[] = [
  ['a role', ROLE_TERMS, zhWords.role, enWords.role],
  ['the state of a reserve', RESERVE_STATE_TERMS, zhWords.reserveState, enWords.reserveState],
  ['the state of an import', IMPORT_STATE_TERMS, zhImports.imports.state, enImports.imports.state],
  ['an activity', ACTIVITY_TERMS, zhWords.activity, enWords.activity],
  ['a channel', CHANNEL_TERMS, zhWords.channel, enWords.channel],
  ['a funding', FUNDING_TERMS, zhWords.funding, enWords.funding],
  ['a category', CATEGORY_TERMS, zhWords.category, enWords.category],
  ['a template', TEMPLATE_TERMS, zhWords.template, enWords.template],
];

test.each(CASES)('what refusals and series call %s is what the pages call it', (_, terms, zh, en) => {
  const told = (language: 'zh' | 'en'): object => Object.fromEntries(Object.entries(terms).map(([key, term]) => [key, term[language]]));
  expect(told('zh')).toEqual(zh);
  expect(told('en')).toEqual(en);
});
