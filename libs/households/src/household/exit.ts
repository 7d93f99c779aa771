import {
  EXIT_STEPS,
  refuse,
  refuseAll,
  type BusinessDay,
  type ExitStep,
  type HouseholdExited,
  type NewEvent,
  type Posting,
  type ProblemItem,
  type Refusal,
  unknownFiles,
  keptProof,
  type Step,
} from '#contracts';
import type { ExitHouseholdBody } from '#contracts/commands';
import type { Household } from './household.js';

/** An exit as the decision sees it. Without a business day of its own it counts on the day of deregistration. */
export interface Exit extends Omit<Step<ExitHouseholdBody>, 'occurredOn'> {
  readonly householdId: string;
  readonly occurredOn: BusinessDay | undefined;
  readonly today: BusinessDay;
}

/**
 * 脱贫退出: 评议 → 核实 → 认可 → 公示 → 公告 → 销号 (domain §4.3), once.
 * @returns HouseholdExited, or RECORD.NOT_FOUND (404), HOUSEHOLD.ALREADY_EXITED (409), EXIT.OUT_OF_ORDER, DATE.FUTURE,
 * FILE.UNKNOWN (422, all that apply)
 */
export function exitHousehold(household: Household, exit: Exit): NewEvent[] | Refusal {
  const { householdId, steps, today } = exit;
  if (household.state !== 'registered') return refuse('RECORD.NOT_FOUND', { id: householdId });
  if (household.exit !== null) {
    return refuse('HOUSEHOLD.ALREADY_EXITED', { id: householdId, deregistration: household.exit.steps.deregistration });
  }
  const days = Object.fromEntries(EXIT_STEPS.map((step) => [step, steps[step]])) as Record<ExitStep, BusinessDay>;
  const problems = [...futureDays(days, today), ...outOfOrder(days), ...unknownFiles(exit.missingFiles)];
  if (problems.length > 0) return refuseAll(problems);
  const poor: Posting[] = household.category === 'registered-poor' ? [{ measure: 'household.exited-poor', delta: 1 }] : [];
  const data: HouseholdExited = {
    householdId,
    steps: days,
    ...keptProof(exit),
    under: household.under,
    postings: [{ measure: 'household.exited', delta: 1 }, ...poor],
  };
  return [{ type: 'HouseholdExited', occurredOn: exit.occurredOn ?? days.deregistration, data }];
}

function futureDays(days: Readonly<Record<ExitStep, BusinessDay>>, today: BusinessDay): ProblemItem[] {
  return EXIT_STEPS.filter((step) => days[step] > today).map((step) => ({
    code: 'DATE.FUTURE',
    path: `steps.${step}`,
    params: { day: days[step], today },
  }));
}

/** Each step is compared with the one before it, so that every slip is named where it was made. */
function outOfOrder(days: Readonly<Record<ExitStep, BusinessDay>>): ProblemItem[] {
  return EXIT_STEPS.flatMap((step, index): ProblemItem[] => {
    const before = EXIT_STEPS[index - 1];
    if (before === undefined || days[step] >= days[before]) return [];
    return [{ code: 'EXIT.OUT_OF_ORDER', path: `steps.${step}`, params: { step, day: days[step], before, beforeDay: days[before] } }];
  });
}
