import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceSteps } from '#operator';
import type { Dialect, MigrationStep, SqlValue } from '#persistence';
import { CLUSTER_APPS } from '#platform';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';
import { STANDALONE_STEPS } from '../../apps/standalone/src/standalone.module.js';

/** Every schema there is: that of a ledger in one file, and that of each process of a cluster. */
export const SCHEMAS = ['standalone', ...CLUSTER_APPS] as const;
export type SchemaName = (typeof SCHEMAS)[number];

/** SQL as it is run, as each dialect spells it: MySQL and MariaDB take one text. A dialect that a release had not has none. */
export type Spelled = Readonly<Partial<Record<Dialect['name'], string>>>;

/** A step of a schema as a release ran it. */
export interface FrozenStep extends Spelled {
  readonly name: string;
  /** Its words were changed in place before anything was released; what it leaves behind is the same. */
  readonly reworded?: true;
}

/** The rows a release had written into a table. */
export interface FrozenTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** One schema of a release: what made it, what made its read models, and what stood in it after a small story. */
export interface FrozenSchema {
  readonly steps: readonly FrozenStep[];
  readonly readModels: readonly Spelled[];
  readonly tables: readonly FrozenTable[];
}

/** A command of the story with the answer that the release gave. */
export interface FrozenCommand {
  readonly path: string;
  readonly key: string;
  readonly body: object;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** What was told to the release, and what it answered. */
export interface FrozenStory {
  readonly commands: readonly FrozenCommand[];
  /** Figures of the year 2020 by their names, in their base units. */
  readonly figures: Readonly<Record<string, unknown>>;
}

const FOLDER = join('test', 'releases');

/** The steps of a schema as this tree has them. */
export function stepsOf(schema: SchemaName): readonly MigrationStep[] {
  return schema === 'standalone' ? STANDALONE_STEPS : serviceSteps(clusterServices[schema]);
}

/** The releases that are frozen, oldest first. */
export function frozenReleases(): readonly string[] {
  const names = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name }) => name).sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
}

/** The schemas a release had, each as it was frozen. */
export function frozenSchemas(release: string): ReadonlyMap<SchemaName, FrozenSchema> {
  const there = SCHEMAS.filter((schema) => existsSync(fileOf(release, schema)));
  return new Map(there.map((schema) => [schema, read<FrozenSchema>(fileOf(release, schema))]));
}

/** What was told to a release. */
export function frozenStory(release: string): FrozenStory {
  return read<FrozenStory>(fileOf(release, 'story'));
}

/** The commands that can come again under their keys: before there were accounts, a key was nobody's. */
export function repeatable(release: string): readonly FrozenCommand[] {
  const hasAccounts = frozenSchemas(release)
    .get('standalone')
    ?.tables.some(({ name }) => name === 'account');
  return hasAccounts === true ? frozenStory(release).commands : [];
}

/** @throws where the release is frozen already: what was released is never changed */
export function freeze(release: string, schemas: ReadonlyMap<SchemaName, FrozenSchema>, story: FrozenStory): void {
  mkdirSync(join(FOLDER, release));
  for (const [schema, content] of schemas) writeFileSync(fileOf(release, schema), lines(content));
  writeFileSync(fileOf(release, 'story'), lines(story));
}

function fileOf(release: string, what: string): string {
  return join(FOLDER, release, `${what}.json`);
}

function read<Content>(file: string): Content {
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
}

/** One step, table row or command a line, so that two releases can be compared. */
function lines(value: unknown, depth = 0): string {
  const isDeep = depth > 3 || typeof value !== 'object' || value === null;
  if (isDeep || (Array.isArray(value) && depth > 0 && value.every((one) => typeof one !== 'object'))) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((one) => lines(one, depth + 1))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${lines(one, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${entries.join(',\n')}\n${close}${depth === 0 ? '\n' : ''}`;
}
