import { declarationProblems, type PolicyRuleSet, type ReserveDeclaration } from '#contracts';
import { declaration, OWN, RULE, UNIT, YEAR } from '../testing/reserve-scenario.js';

function problems(given: Partial<ReserveDeclaration>, rule: PolicyRuleSet | undefined = RULE): unknown[] {
  return declarationProblems({ unitId: UNIT, year: YEAR, declaration: declaration(given), rule });
}

function codes(given: Partial<ReserveDeclaration>, rule: PolicyRuleSet = RULE): string[] {
  return declarationProblems({ unitId: UNIT, year: YEAR, declaration: declaration(given), rule }).map(
    ({ code, path }) => `${code} ${path}`,
  );
}

const NO_FLOOR = { ...RULE, floorPermille: 0 };
const UNION_FLOOR = { ...RULE, unionFloorPermille: 200 };
const REPRESENTED = { canteen: 'shared', representativeUnitId: 'u-2' } as const;
const REPRESENTING = { canteen: 'shared', representativeUnitId: UNIT } as const;
const OUTSOURCED = { canteen: 'outsourced', contractorName: '示例"餐饮"' } as const;
const FOOD = { canteenSpendFen: 1_000_000, canteenReserveFen: 100_000 };

describe('the floor', () => {
  test.each([
    ['own', { canteen: 'own' }],
    ['outsourced', OUTSOURCED],
    ['shared, at its representative', REPRESENTING],
  ] as const)('binds a canteen that is %s, to the fen', (_, canteen) => {
    expect(problems({ ...canteen, ...FOOD })).toEqual([]);
    expect(problems({ ...canteen, ...FOOD, canteenReserveFen: 99_999 })).toEqual([
      {
        code: 'RESERVE.BELOW_FLOOR',
        path: 'canteenReserveFen',
        params: { floorPermille: 100, leastFen: 100_000, basis: '财库〔2021〕19号' },
      },
    ]);
  });

  test('is rounded up: a tenth of a fen short is below it', () => {
    expect(codes({ canteen: 'own', canteenSpendFen: 1_001, canteenReserveFen: 100 })).toEqual(['RESERVE.BELOW_FLOOR canteenReserveFen']);
    expect(codes({ canteen: 'own', canteenSpendFen: 1_001, canteenReserveFen: 101 })).toEqual([]);
  });

  test('is lifted by an exemption file', () => {
    expect(codes({ canteen: 'own', ...FOOD, canteenReserveFen: 0, exemptionFileId: 'f-1' })).toEqual([]);
    expect(codes({ unionSpendFen: 100, unionReserveFen: 0, exemptionFileId: 'f-1' }, UNION_FLOOR)).toEqual([]);
  });

  test('of 0 asks for nothing', () => {
    expect(codes({ canteen: 'own', ...FOOD, canteenReserveFen: 0 }, NO_FLOOR)).toEqual([]);
  });

  test('binds union money only where the rule says so, whatever the canteen', () => {
    const union = { unionSpendFen: 1_000, unionReserveFen: 199 };
    expect(codes({ ...OWN, ...union })).toEqual([]);
    for (const canteen of [OWN, declaration({})]) {
      expect(codes({ ...canteen, ...union }, UNION_FLOOR)).toEqual(['RESERVE.BELOW_FLOOR unionReserveFen']);
      expect(codes({ ...canteen, ...union, unionReserveFen: 200 }, UNION_FLOOR)).toEqual([]);
    }
    expect(codes({}, UNION_FLOOR)).toEqual([]);
  });

  test('must be known: without a rule nothing is guessed', () => {
    const check = {
      unitId: UNIT,
      year: 2026,
      declaration: declaration({ canteen: 'own', ...FOOD, canteenReserveFen: 0 }),
      rule: undefined,
    };
    expect(declarationProblems(check)).toEqual([{ code: 'POLICY.NOT_SET', params: { year: 2026 } }]);
  });
});

describe('the amounts', () => {
  test('of a unit without a canteen are its union’s only', () => {
    expect(codes({ unionSpendFen: 10, unionReserveFen: 10 })).toEqual([]);
    expect(codes({})).toEqual([]);
    expect(codes(FOOD)).toEqual([
      'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED canteenSpendFen',
      'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED canteenReserveFen',
    ]);
    expect(problems({ canteenReserveFen: 0 })).toEqual([
      { code: 'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED', path: 'canteenReserveFen', params: { field: 'canteenReserveFen' } },
    ]);
  });

  test('of a shared canteen are carried by its representative, and nothing by the others', () => {
    expect(codes({ ...REPRESENTING, ...FOOD, unionSpendFen: 10, unionReserveFen: 10 })).toEqual([]);
    expect(codes(REPRESENTED)).toEqual([]);
    expect(codes({ ...REPRESENTED, ...FOOD, unionReserveFen: 1 })).toEqual([
      'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED canteenSpendFen',
      'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED canteenReserveFen',
      'RESERVE.UNION_AMOUNT_NOT_ALLOWED unionReserveFen',
    ]);
  });

  test('of a canteen are required, spending and reserve', () => {
    expect(codes({ canteen: 'own' })).toEqual([
      'RESERVE.CANTEEN_AMOUNT_REQUIRED canteenSpendFen',
      'RESERVE.CANTEEN_AMOUNT_REQUIRED canteenReserveFen',
    ]);
    expect(codes({ ...REPRESENTING, canteenReserveFen: 5 })).toEqual(['RESERVE.CANTEEN_AMOUNT_REQUIRED canteenSpendFen']);
    expect(codes({ canteen: 'own', canteenSpendFen: 100 }, NO_FLOOR)).toEqual(['RESERVE.CANTEEN_AMOUNT_REQUIRED canteenReserveFen']);
  });

  test('that are missing and thereby below the floor are told once, with the least that would do', () => {
    expect(problems({ canteen: 'own', canteenSpendFen: 100 })).toMatchObject([
      { code: 'RESERVE.BELOW_FLOOR', path: 'canteenReserveFen', params: { leastFen: 10 } },
    ]);
  });

  test('reserve no more than is spent', () => {
    expect(codes({ canteen: 'own', canteenSpendFen: 100, canteenReserveFen: 101, unionSpendFen: 5, unionReserveFen: 6 })).toEqual([
      'RESERVE.RESERVE_ABOVE_SPEND canteenReserveFen',
      'RESERVE.RESERVE_ABOVE_SPEND unionReserveFen',
    ]);
    expect(codes({ canteen: 'own', canteenSpendFen: 100, canteenReserveFen: 100, unionReserveFen: 6 })).toEqual([]);
  });
});

describe('the names', () => {
  test('a shared canteen names its representative, an outsourced one its contractor', () => {
    expect(codes({ canteen: 'shared' })).toEqual(['FIELD.REQUIRED representativeUnitId']);
    expect(codes({ canteen: 'outsourced', ...FOOD })).toEqual(['FIELD.REQUIRED contractorName']);
  });

  test('all that is wrong is told at once', () => {
    expect(codes({ canteen: 'outsourced', canteenSpendFen: 100, canteenReserveFen: 1, unionSpendFen: 1, unionReserveFen: 2 })).toEqual([
      'FIELD.REQUIRED contractorName',
      'RESERVE.RESERVE_ABOVE_SPEND unionReserveFen',
      'RESERVE.BELOW_FLOOR canteenReserveFen',
    ]);
  });
});
