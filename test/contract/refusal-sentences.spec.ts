import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROBLEMS, type ProblemCode } from '#contracts';
import type { ProblemText } from '../../libs/contracts/src/problem-text.js';
import { importProblems } from '../../libs/contracts/src/problems/import-problems.js';

/** One place in the sources that refuses: the code it names, and the parameters it gives with it. */
interface Site {
  readonly place: string;
  readonly code: ProblemCode;
  /** `undefined` where they are not written out at the place itself. */
  readonly params: readonly string[] | undefined;
}

/** Says of a name what the reader of its row puts to the cell: see there. */
const TOLD_LATER = 'imports/src/plan/names.ts';

const SOURCES = readdirSync('libs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\.contract\.ts$|\/testing\/|\/problems\//.test(file) && file !== TOLD_LATER)
  .map((file) => join('libs', file));

/**
 * Calls that refuse: where code and params stand in them, and what they add themselves. Of a sheet a cell that is read gives
 * its column and what it shows; one that is told for a whole order gives its column alone. `test/imports/corpus.spec.ts`
 * renders what comes of it.
 */
const CALLS: Readonly<Record<string, { readonly code: number; readonly added: readonly string[] }>> = {
  refuse: { code: 0, added: [] },
  'reader.add': { code: 1, added: ['column', 'value'] },
  'reader.problem': { code: 1, added: ['column', 'value'] },
  'this.add': { code: 1, added: ['column', 'value'] },
  problemAt: { code: 1, added: ['column'] },
};

/**
 * Decorators name what a field expects; which field it is the pipe adds. Its spec renders each of them. What a number of a
 * column looks like the desk adds when it shows a row; `test/imports/corpus.spec.ts` renders that.
 */
const ADDED_LATER = new Set<ProblemCode>(['FIELD.INVALID', 'FIELD.REQUIRED', 'QUERY.INVALID', 'CELL.NUMBER_UNREADABLE']);

function isCode(text: string): text is ProblemCode {
  return text in PROBLEMS;
}

function codeIn(node: ts.Expression | undefined): ProblemCode | undefined {
  const plain = node !== undefined && ts.isAsExpression(node) ? node.expression : node;
  return plain !== undefined && ts.isStringLiteral(plain) && isCode(plain.text) ? plain.text : undefined;
}

/** Names of an object that is written out; a spread or a variable may hold any. */
function namesIn(node: ts.Expression | undefined): string[] | undefined {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node) || node.properties.some((property) => ts.isSpreadAssignment(property))) return undefined;
  return node.properties.map((property) => property.name?.getText() ?? '');
}

function valueOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = node.properties.find((candidate) => candidate.name?.getText() === name);
  if (property === undefined || ts.isPropertyAssignment(property)) return property?.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

function sitesIn(file: string): Site[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const sites: Site[] = [];
  const visit = (node: ts.Node): void => {
    const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isObjectLiteralExpression(node)) {
      const code = codeIn(valueOf(node, 'code'));
      if (code !== undefined) sites.push({ place, code, params: namesIn(valueOf(node, 'params')) });
    }
    const call = ts.isCallExpression(node) ? CALLS[node.expression.getText()] : undefined;
    if (ts.isCallExpression(node) && call !== undefined) {
      const code = codeIn(node.arguments[call.code]);
      const params = namesIn(node.arguments[call.code + 1]);
      if (code !== undefined) sites.push({ place, code, params: params && [...call.added, ...params] });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

/** Of the sentence that is said with these parameters. */
function placeholders(code: ProblemCode, params: readonly string[]): string[] {
  const text: ProblemText = PROBLEMS[code];
  const { zh, en } = text.without === undefined || params.includes(text.without.param) ? text : text.without;
  return [...new Set([...`${zh} ${en}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))];
}

const SITES = SOURCES.flatMap(sitesIn);

test('the sources were read: most codes are refused somewhere', () => {
  const met = new Set(SITES.map(({ code }) => code));
  const asked = Object.keys(PROBLEMS).filter((code) => !(code in importProblems));
  expect(met.size).toBeGreaterThan(0.8 * asked.length);
});

test('every place that refuses fills each hole of its sentence', () => {
  const holes = SITES.filter(({ code }) => !ADDED_LATER.has(code)).flatMap(({ place, code, params }) =>
    params === undefined
      ? []
      : placeholders(code, params)
          .filter((name) => !params.includes(name))
          .map((name) => `${place} ${code} {${name}}`),
  );
  expect(holes).toEqual([]);
});

test('both languages of a sentence say the same numbers', () => {
  for (const [code, text] of Object.entries<ProblemText>(PROBLEMS)) {
    const named = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
    expect([code, named(text.en)]).toEqual([code, named(text.zh)]);
    for (const [cause, { zh, en }] of Object.entries(text.because ?? {}))
      expect([code, cause, named(en)]).toEqual([code, cause, named(zh)]);
    if (text.without === undefined) continue;
    const { param, zh, en } = text.without;
    expect([code, named(en), named(en).includes(param)]).toEqual([code, named(zh), false]);
  }
});

test('a code stands in one file of the catalogue alone: a second sentence for it would never be said', () => {
  const folder = 'libs/contracts/src/problems';
  const codes = readdirSync(folder).flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}'([A-Z_.]+)': \{/gm)]);
  const named = codes.map(([, code = '']) => code);
  expect(named.filter((code, index) => named.indexOf(code) !== index)).toEqual([]);
  expect(named.sort()).toEqual(Object.keys(PROBLEMS).sort());
});
