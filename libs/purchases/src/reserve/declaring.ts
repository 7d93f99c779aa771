import { floorOf, type PolicyRuleSet, type ProblemItem, type ReserveDeclaration, type Fen } from '#contracts';

/** A declaration with what it is checked against. */
export interface DeclarationCheck {
  readonly unitId: string;
  readonly declaration: ReserveDeclaration;
  readonly rule: PolicyRuleSet;
}

/** Everything that is wrong with a declaration, at once (contract §3 and §9, Reserve). */
export function declarationProblems(check: DeclarationCheck): ProblemItem[] {
  return [...canteenProblems(check), ...aboveSpend(check.declaration), ...floorProblems(check)];
}

/** True where this unit itself answers for canteen amounts: its own canteen, an outsourced one, or as representative of a shared one. */
export function answersForCanteen(unitId: string, { canteen, representativeUnitId }: ReserveDeclaration): boolean {
  return canteen === 'own' || canteen === 'outsourced' || (canteen === 'shared' && representativeUnitId === unitId);
}

function canteenProblems({ unitId, declaration }: DeclarationCheck): ProblemItem[] {
  const problems: ProblemItem[] = [];
  const required = (field: string): ProblemItem => ({ code: 'FIELD.REQUIRED', path: field, params: { field } });
  if (declaration.canteen === 'shared' && declaration.representativeUnitId === null) return [required('representativeUnitId')];
  if (declaration.canteen === 'outsourced' && declaration.contractorName === null) problems.push(required('contractorName'));
  const amounts = { canteenSpendFen: declaration.canteenSpendFen, canteenReserveFen: declaration.canteenReserveFen };
  const answers = answersForCanteen(unitId, declaration);
  for (const [field, amount] of Object.entries(amounts)) {
    if (answers && amount === null) problems.push({ code: 'RESERVE.CANTEEN_AMOUNT_REQUIRED', path: field, params: { field } });
    if (!answers && amount !== null) problems.push({ code: 'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED', path: field, params: { field } });
  }
  return problems;
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

function floorProblems({ unitId, declaration, rule }: DeclarationCheck): ProblemItem[] {
  if (declaration.exemptionFileId !== null) return [];
  const problems: ProblemItem[] = [];
  const check = (path: string, spendFen: Fen | null, reserveFen: Fen | null, floorPermille: number): void => {
    const leastFen = floorOf(spendFen ?? 0, floorPermille);
    if ((reserveFen ?? 0) >= leastFen) return;
    problems.push({ code: 'RESERVE.BELOW_FLOOR', path, params: { floorPermille, leastFen, basis: rule.basis } });
  };
  if (answersForCanteen(unitId, declaration) && declaration.canteenReserveFen !== null) {
    check('canteenReserveFen', declaration.canteenSpendFen, declaration.canteenReserveFen, rule.floorPermille);
  }
  // Some places ask a unit without a canteen for a share of its union money instead (e.g. 博州 2025: 200 ‰).
  if (rule.unionFloorPermille !== null && declaration.canteen === 'none' && declaration.unionSpendFen !== null) {
    check('unionReserveFen', declaration.unionSpendFen, declaration.unionReserveFen, rule.unionFloorPermille);
  }
  return problems;
}
