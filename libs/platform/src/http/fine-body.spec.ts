import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, IsString, validateSync, ValidationTypes } from 'class-validator';
import fc from 'fast-check';
import * as commands from '#contracts/commands';
import { isFine } from './fine-body.js';

type Body = new () => object;
type Values = Readonly<Record<string, unknown>>;

const BODIES = Object.entries(commands).filter((entry): entry is [string, Body] => entry[0].endsWith('Body'));
const ANYTHING: readonly unknown[] = [
  undefined,
  null,
  'u-1',
  '2020-06-18',
  '2020-06',
  '610124',
  '610124103201',
  '示例',
  '长长的密码-0123456789',
  ' ',
  '',
  1,
  0,
  -1,
  2.5,
  2026,
  Number.NaN,
  true,
  {},
  [],
  ['u-1'],
  [{}],
  [null],
  [['u-1']],
];

function errorsOf(body: Body, given: Values): readonly string[] {
  const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
  return validateSync(plainToInstance(body, given), options).map(({ property }) => property);
}

function declaredOf(body: Body): ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']> {
  return getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);
}

/** Values that a field may be sent: some of them right for it. */
function valuesOf(body: Body, field: string): readonly unknown[] {
  const own = declaredOf(body).filter(({ propertyName }) => propertyName === field);
  const words = own.flatMap(({ constraints }) => {
    const [first] = (constraints as readonly unknown[] | undefined) ?? [];
    return Array.isArray(first) ? (first as readonly unknown[]).slice(0, 2) : [];
  });
  if (!own.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION)) return [...words, words, ...ANYTHING];
  const [one] = [(plainToInstance(body, { [field]: [{}] }) as Record<string, object[]>)[field]?.[0] ?? {}];
  const sample = sampleOf(one.constructor as Body);
  return [
    [sample],
    sample,
    [sample, { ...sample, nobody: 1 }],
    { ...sample, ...Object.fromEntries([[Object.keys(sample)[0] ?? '', []]]) },
    ...ANYTHING,
  ];
}

/** A body that nothing is wrong with, as far as single fields can make it. */
function sampleOf(body: Body): Values {
  const fields = [...new Set(declaredOf(body).map(({ propertyName }) => propertyName))];
  const right = (field: string): unknown =>
    valuesOf(body, field).find((value) => value != null && !errorsOf(body, { [field]: value }).includes(field));
  return Object.fromEntries(fields.map((field) => [field, right(field)]));
}

describe.each(BODIES)('%s', (_, body) => {
  const sample = sampleOf(body);

  it('is fine where nothing is wrong with it', () => {
    expect(errorsOf(body, sample)).toEqual([]);
    expect(isFine(plainToInstance(body, sample))).toBe(true);
  });

  it('is fine exactly where class-validator has nothing to say', () => {
    const fields = [...Object.keys(sample), 'nobody'];
    const change = fc.oneof(...fields.map((field) => fc.tuple(fc.constant(field), fc.constantFrom(...valuesOf(body, field)))));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
        const given = Object.fromEntries(
          Object.entries({ ...sample, ...Object.fromEntries(changes) }).filter(([, value]) => value !== undefined),
        );
        expect(isFine(plainToInstance(body, given))).toBe(errorsOf(body, given).length === 0);
      }),
      { numRuns: 100 },
    );
  });
});

test('what is not declared in plain rules is left to class-validator', () => {
  class Conditional {
    @IsString({ validateIf: () => false })
    text = 1;
  }
  expect(validateSync(new Conditional())).toEqual([]);
  expect(isFine(new Conditional())).toBe(false);
  expect(isFine({})).toBe(false);
});
