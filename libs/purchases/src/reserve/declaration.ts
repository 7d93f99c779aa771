import {
  declarationProblems,
  type PolicyRuleSet,
  type ProblemItem,
  refuseAll,
  type Refusal,
  type ReserveDeclaration,
  type ReserveDeclared,
} from '#contracts';
import { facts, type ReserveStep } from './reserve-step.js';

/** A declaration as entered, with all it is checked against. */
export interface Declaring extends ReserveStep {
  readonly declaration: ReserveDeclaration;
  /** 约: the amounts. */
  readonly approximate: boolean;
  /** The rule in force; absent where none is set for the region and year. */
  readonly rule: PolicyRuleSet | undefined;
  /** What is wrong with the units and files it names. */
  readonly unfit: readonly ProblemItem[];
}

/** What the event of a declaration says, or everything that is wrong with it. */
export function checkedDeclaration(declaring: Declaring): ReserveDeclared | Refusal {
  const { declaration, rule, approximate } = declaring;
  const problems = [...declaring.unfit, ...declarationProblems(declaring)];
  if (problems.length > 0 || rule === undefined) return refuseAll(problems);
  const { floorPermille, basis } = rule;
  return { ...facts(declaring), declaration, floorPermille, basis, ...(approximate ? { approximate } : {}) };
}
