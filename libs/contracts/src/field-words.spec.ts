import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import * as commands from './commands/index.js';
import { FIELD_WORDS, fieldWord } from './field-words.js';

const bodies = Object.values(commands).filter(
  (one): one is new () => object => typeof one === 'function' && String(one).startsWith('class '),
);

test('every field of every command has a name in Chinese', () => {
  expect(bodies.length).toBeGreaterThan(20);
  const fields = bodies.flatMap((body) =>
    getMetadataStorage()
      .getTargetValidationMetadatas(body, '', true, false)
      .map(({ propertyName }) => propertyName),
  );
  expect([...new Set(fields)].filter((field) => !(field in FIELD_WORDS))).toEqual([]);
});

test.each([
  ['supplierName', '供应商（supplierName）'],
  ['lines', '明细（lines）'],
  ['lines.0.quantity', '明细第 1 项的数量（lines.0.quantity）'],
  ['evidence.2', '凭证第 3 项（evidence.2）'],
  ['steps.consent', '程序的认可日期（steps.consent）'],
])('%s is told as %s', (path, told) => expect(fieldWord(path)).toBe(told));

test.each(['surplus', 'lines.0.surplus', '', 'constructor'])('what is no field of ours is told as it came: “%s”', (path) =>
  expect(fieldWord(path)).toBeUndefined(),
);
