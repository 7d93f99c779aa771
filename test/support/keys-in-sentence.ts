import {
  CANTEEN_STATES,
  FIGURES,
  HOUSEHOLD_CATEGORIES,
  IMPORT_STATE_TERMS,
  ORDER_FUNDINGS,
  RESERVE_STATE_TERMS,
  ROLE_TERMS,
  SETTLEMENTS,
  STAGE_NAMES,
  TEMPLATE_TERMS,
  UNIT_KINDS,
} from '#contracts';

/** What may be done with an import, each where its state allows it. */
export const IMPORT_STEPS = ['wait', 'choose', 'mend', 'commit', 'cancel', 'retry', 'undo', 'upload'];

const CAMEL = /\b[a-z]+[A-Z]\w*/g;
const KEBAB = /\b[a-z]+(?:-[a-z]+)+\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}\b/g;
const KEYS = new Set<string>([
  ...[ROLE_TERMS, RESERVE_STATE_TERMS, IMPORT_STATE_TERMS, TEMPLATE_TERMS, STAGE_NAMES].flatMap((terms) => Object.keys(terms)),
  ...[...ORDER_FUNDINGS, ...SETTLEMENTS, ...CANTEEN_STATES, ...HOUSEHOLD_CATEGORIES, ...UNIT_KINDS],
  ...FIGURES.map(({ name }) => name),
  ...IMPORT_STEPS,
  ...['declare', 'submit', 'return', 'confirm', 'adjust', 'lock', 'purchases', 'projects', 'households', 'impact', 'gateway'],
  ...['file', 'winner', 'code', 'donation', 'day', 'month', 'unit', 'channel', 'year', 'from', 'appraisal', 'deregistration'],
]);

/** What a Chinese sentence names as machines do: ids, and keys of the contract that have a word. */
export function keysIn(sentence: string): string[] {
  const words = sentence.match(/[a-z][\w.-]*/g) ?? [];
  return [
    ...(sentence.match(CAMEL) ?? []),
    ...(sentence.match(KEBAB) ?? []),
    ...(sentence.match(UUID) ?? []),
    ...words.filter((word) => KEYS.has(word)),
  ];
}
