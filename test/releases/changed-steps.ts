import { type Dialect, type MigrationStep, mysqlDialect, sqliteDialect } from '#persistence';
import type { FrozenStep } from './frozen-release.js';

const DIALECTS: readonly Dialect[] = [sqliteDialect, mysqlDialect];

/** What of a release's steps is not as it was: every ledger of that release has run them and will not run them again. */
export function changedSteps(frozen: readonly FrozenStep[], today: readonly MigrationStep[]): readonly string[] {
  let before = -1;
  return frozen.flatMap((step) => {
    const at = today.findIndex(({ name }) => name === step.name);
    const now = today[at];
    if (now === undefined) return [`${step.name} is gone: put it back as it was; what it made is taken away by a new step`];
    const moved = at < before ? [`${step.name} stands before a step that it came after: put it back; new steps may stand anywhere`] : [];
    before = Math.max(before, at);
    const spelled = step.reworded === true ? [] : DIALECTS.filter(({ name }) => step[name] !== undefined);
    const other = spelled.filter((dialect) => now.statement(dialect) !== step[dialect.name]).map(({ name }) => name);
    if (other.length === 0) return moved;
    return [...moved, `${step.name} says something else on ${other.join(' and ')}: put it back as it was and add a new step behind it`];
  });
}
