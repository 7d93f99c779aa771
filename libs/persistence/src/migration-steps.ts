import type { MigrationInterface, QueryRunner } from 'typeorm';
import { failPoint } from '#platform';
import type { Dialect } from './dialect.js';

/**
 * One step of the schema: exactly one statement, safe to run again (`IF NOT EXISTS`, or refused because what it creates
 * is there), because MySQL commits DDL implicitly and a step may be interrupted between the statement and its mark.
 */
export interface MigrationStep {
  /** CamelCase words and a 13-digit ordinal, e.g. `CreateLogHead1764000000001`; never renamed once released. */
  readonly name: string;
  readonly statement: (dialect: Dialect) => string;
}

type MigrationClass = new () => MigrationInterface;

/** The steps as TypeORM migrations, in order. Steps are never undone: a ledger goes forward. */
export function migrationClasses(steps: readonly MigrationStep[], dialect: Dialect): MigrationClass[] {
  return steps.map(
    (step) =>
      class implements MigrationInterface {
        readonly name = step.name;
        async up(runner: QueryRunner): Promise<void> {
          failPoint('migration.before-step', step.name);
          await runOnce(runner, step.statement(dialect), dialect);
          failPoint('migration.after-step', step.name);
        }
        async down(): Promise<void> {
          throw new Error(`${step.name} cannot be undone: restore the backup that was made before it`);
        }
      },
  );
}

/** `CREATE INDEX IF NOT EXISTS` is not known to MySQL: there, a step that was done before its mark says so by its error. */
async function runOnce(runner: QueryRunner, statement: string, dialect: Dialect): Promise<void> {
  try {
    await runner.query(statement);
  } catch (error) {
    if (!dialect.isPresent(error)) throw error;
  }
}
