import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEMS, type ProblemCode } from '#contracts';
import zh from '../../apps/web/src/locales/zh-CN/imports.js';

const FOLDERS = ['kind', 'plan', 'value', 'table'].map((folder) => join('libs', 'imports', 'src', folder));
/** What a row says is held against the rules of its record. */
const RULES = join('libs', 'contracts', 'src', 'reserve-rules.ts');

/** Those of a body: a row has them by the name of their cell, CELL.REQUIRED. */
const OF_BODIES: readonly string[] = ['FIELD.REQUIRED'];

/** Every code that stands in what reads and plans rows: each of them may be a group of problems on the page. */
function planCodes(): readonly ProblemCode[] {
  const files = FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)));
  const sources = [...files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts')), RULES];
  const texts = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => !OF_BODIES.includes(code) && texts.includes(`'${code}'`));
}

it('finds the codes of cells, rows, orders and reserves', () => {
  const found = planCodes();
  expect(found).toEqual(expect.arrayContaining(['CELL.REQUIRED', 'ROW.DUPLICATE', 'ORDER.OVERPAID', 'RESERVE.BELOW_FLOOR']));
});

it('every code that a plan can bear is a group with a word of its own; English has the same ones by its type', () => {
  const named: Readonly<Partial<Record<string, string>>> = zh.imports.codes;
  expect(planCodes().filter((code) => (named[code.replace('.', '_')] ?? '') === '')).toEqual([]);
});
