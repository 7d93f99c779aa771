import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import { type ProblemItem, problemSentence } from '#contracts';
import * as commands from '#contracts/commands';
import { TestClock } from '../clock.js';
import { ListQuery } from './list-query.js';
import { ProblemError } from './problem-error.js';
import { DtoValidationPipe } from './validation-pipe.js';

type Body = new () => object;

const pipe = new DtoValidationPipe(new TestClock('2020-12-31T04:00:00.000Z'));
const BODIES = Object.entries(commands).filter((entry): entry is [string, Body] => entry[0].endsWith('Body'));

function fieldsOf(body: Body): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))];
}

/** What is told of a body whose every field has this value. */
function told(metatype: Body, value: unknown, type: 'body' | 'query' = 'body'): readonly ProblemItem[] {
  const body = Object.fromEntries(fieldsOf(metatype).map((field) => [field, value]));
  try {
    pipe.transform(body, { type, metatype });
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

test.each(BODIES)('%s tells of each field what it expects, in whole sentences', (_, body) => {
  for (const wrong of [Number.NaN, -1.5, [{}], { a: 1 }]) {
    const problems = told(body, wrong);
    expect(new Set(problems.map(({ path = '' }) => path.split('.')[0]))).toEqual(new Set(fieldsOf(body)));
    for (const problem of problems) {
      expect([problem.path, problem.params?.['expected']]).not.toEqual([problem.path, '']);
      for (const locale of ['zh-CN', 'en'] as const) expect(problemSentence(problem, locale)).not.toMatch(/\{\w+\}|[：:] ?[。.]/);
    }
  }
});

test('a query tells of each parameter what it expects', () => {
  const problems = told(ListQuery, ['x'], 'query');
  expect(problems.map(({ path, params }) => [path, params?.['expected']])).toEqual([
    ['limit', '1–200'],
    ['cursor', 'nextCursor'],
  ]);
});
