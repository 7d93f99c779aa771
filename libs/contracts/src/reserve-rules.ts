import type { PolicyRuleSet } from './events/directory-events.js';
import type { ReserveDeclaration } from './events/reserve-events.js';
import { floorOf } from './policy.js';
import type { ProblemItem } from './problem.js';
import type { Fen } from './units.js';

/** What a declaration says where nothing is given beside its canteen. */
export const NOTHING_DECLARED: Omit<ReserveDeclaration, 'canteen'> = {
  canteenSpendFen: null,
  canteenReserveFen: null,
  unionSpendFen: null,
  unionReserveFen: null,
  representativeUnitId: null,
  contractorName: null,
  exemptionFileId: null,
  note: null,
};

/** A declaration with what it is checked against. */
export interface DeclarationCheck {
  readonly unitId: string;
  readonly year: number;
  readonly declaration: ReserveDeclaration;
  /** The rule in force; absent where none is set for the region and year. */
  readonly rule: PolicyRuleSet | undefined;
}

/** Everything that is wrong with a declaration, at once (contract §3 and §9, Reserve). */
export function declarationProblems(check: DeclarationCheck): ProblemItem[] {
  const { rule, year } = check;
  const floors = rule === undefined ? [{ code: 'POLICY.NOT_SET' as const, params: { year } }] : floorProblems(check, rule);
  const below = new Set(floors.map((problem) => ('path' in problem ? problem.path : undefined)));
  // A reserve that is missing and thereby below the floor is told once, with the amount that would do.
  const amounts = amountProblems(check).filter(({ path }) => path === undefined || !below.has(path));
  return [...nameProblems(check.declaration), ...amounts, ...aboveSpend(check.declaration), ...floors];
}

/** Who may carry amounts of a canteen: its own, an outsourced one, or a shared one it represents. */
function answersForCanteen({ unitId, declaration }: DeclarationCheck): boolean {
  const { canteen, representativeUnitId } = declaration;
  return canteen === 'own' || canteen === 'outsourced' || (canteen === 'shared' && representativeUnitId === unitId);
}

function nameProblems({ canteen, representativeUnitId, contractorName }: ReserveDeclaration): ProblemItem[] {
  const required = (field: string): ProblemItem => ({ code: 'FIELD.REQUIRED', path: field, params: { field } });
  if (canteen === 'shared' && representativeUnitId === null) return [required('representativeUnitId')];
  return canteen === 'outsourced' && contractorName === null ? [required('contractorName')] : [];
}

function amountProblems(check: DeclarationCheck): ProblemItem[] {
  const { canteen, representativeUnitId, canteenSpendFen, canteenReserveFen, unionSpendFen, unionReserveFen } = check.declaration;
  // Who answers for a shared canteen is not known before its representative is named.
  if (canteen === 'shared' && representativeUnitId === null) return [];
  const canteenAmounts = Object.entries({ canteenSpendFen, canteenReserveFen });
  if (answersForCanteen(check)) return problemsWhere(canteenAmounts, 'RESERVE.CANTEEN_AMOUNT_REQUIRED', (amount) => amount === null);
  const given = (amount: Fen | null): boolean => amount !== null;
  const problems = problemsWhere(canteenAmounts, 'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED', given);
  if (canteen !== 'shared') return problems;
  // Only the representative carries amounts; the others stay outside the denominator.
  return [...problems, ...problemsWhere(Object.entries({ unionSpendFen, unionReserveFen }), 'RESERVE.UNION_AMOUNT_NOT_ALLOWED', given)];
}

function problemsWhere(
  amounts: readonly [field: string, amount: Fen | null][],
  code: ProblemItem['code'],
  isWrong: (amount: Fen | null) => boolean,
): ProblemItem[] {
  return amounts.filter(([, amount]) => isWrong(amount)).map(([field]) => ({ code, path: field, params: { field } }));
}

function aboveSpend(declaration: ReserveDeclaration): ProblemItem[] {
  const pairs = [
    ['canteenReserveFen', declaration.canteenReserveFen, declaration.canteenSpendFen],
    ['unionReserveFen', declaration.unionReserveFen, declaration.unionSpendFen],
  ] as const;
  return pairs.flatMap(([path, reserveFen, spendFen]): ProblemItem[] =>
    reserveFen !== null && spendFen !== null && reserveFen > spendFen
      ? [{ code: 'RESERVE.RESERVE_ABOVE_SPEND', path, params: { reserveFen, spendFen } }]
      : [],
  );
}

function floorProblems(check: DeclarationCheck, rule: PolicyRuleSet): ProblemItem[] {
  const { declaration } = check;
  if (declaration.exemptionFileId !== null) return [];
  const problem = (path: string, spendFen: Fen | null, reserveFen: Fen | null, floorPermille: number): ProblemItem[] => {
    const leastFen = floorOf(spendFen ?? 0, floorPermille);
    if ((reserveFen ?? 0) >= leastFen) return [];
    return [{ code: 'RESERVE.BELOW_FLOOR', path, params: { floorPermille, leastFen, basis: rule.basis } }];
  };
  const { canteenSpendFen, canteenReserveFen, unionSpendFen, unionReserveFen } = declaration;
  return [
    ...(answersForCanteen(check) ? problem('canteenReserveFen', canteenSpendFen, canteenReserveFen, rule.floorPermille) : []),
    // Where a place asks for a share of union money too (张掖 2023, 博州 2025), whatever the canteen.
    ...problem('unionReserveFen', unionSpendFen, unionReserveFen, rule.unionFloorPermille ?? 0),
  ];
}
