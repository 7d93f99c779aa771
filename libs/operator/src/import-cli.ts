import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type Caller, ROLES } from '#contracts';
import { type Import, IMPORT_KINDS, type ImportKind, Imports, ImportStore, OwnUnits } from '#imports';
import { FindingError } from './finding-error.js';
import type { OpenLedger } from './open-ledger.js';
import type { Print } from './say.js';
import { sayPlan, SHOWN_ROWS } from './say-plan.js';
import type { HttpLedger } from './serve.js';
import { sentenceOf, told } from './told.js';

export interface ImportCli {
  readonly withHttp: (work: (open: OpenLedger, http: HttpLedger) => Promise<void>) => Promise<void>;
  readonly print: Print;
  /** Said behind the description. */
  readonly when: string;
}

interface ImportOptions {
  readonly kind: ImportKind;
  readonly unit?: string;
  readonly commit?: true;
}

/** Whoever may use the machine may enter everything; who that is, is known elsewhere. */
export const OPERATOR: Caller = { actor: { account: 'operator', roles: ROLES, unitId: null }, source: 'import' };
/** Rows that must be mended first: exit code of a command that has found some. */
const BLOCKED_CODE = 2;
const LOOK_EVERY_MS = 100;
const BAR_WIDTH = 40;

/** `import <file> --kind orders [--unit …] [--commit]`: the plan that the console shows, and entering it. */
export function importCommand(program: Command, cli: ImportCli): void {
  program
    .command('import')
    .argument('<file>', '表格 .xlsx 或 .csv / a sheet')
    .addOption(new Option('--kind <kind>', '种类 / kind').choices(IMPORT_KINDS).makeOptionMandatory())
    .option('--unit <unitId>', '行内未写单位时归入此单位 / the unit that counts where a row names none')
    .option('--commit', '按方案入账 / enter the plan')
    .description(`核对并导入表格；有需修改的行时退出码为 2 / check and import a sheet; exit code 2 where rows are blocked${cli.when}`)
    .action((file: string, options: ImportOptions) =>
      cli.withHttp((open, http) => told(() => importFile(file, options, cli.print, open, http))),
    );
}

async function importFile(file: string, options: ImportOptions, print: Print, open: OpenLedger, { app }: HttpLedger): Promise<void> {
  const imports = app.get(Imports);
  const store = app.get(ImportStore);
  const { kind, unit } = options;
  await app.get(OwnUnits).mustReach(OPERATOR, kind, unit);
  const bytes = await readFile(file).catch(unreadable(file));
  const sheet = { name: basename(file), bytes, sha256: hash('sha256', bytes), kind, ...(unit === undefined ? {} : { unitId: unit }) };
  const { importId } = await imports.upload(OPERATOR, sheet);
  const note = { kind: 'import', account: null, address: 'local', route: 'bangfu import', correlationId: importId } as const;
  await open.office.journal.write({ ...note, subject: importId, reason: `${kind} ${options.commit === true ? 'commit' : 'upload'}` });
  const planned = await settled(store, importId, ['reading']);
  await showPlan(imports, planned, print);
  if (options.commit === true) await enter(imports, store, planned, print);
  if ((planned.plan?.counts.blocked ?? 0) > 0) process.exitCode = BLOCKED_CODE;
}

async function showPlan(imports: Imports, planned: Import, print: Print): Promise<void> {
  const { importId, plan } = planned;
  if (plan === null) throw new Error(`import ${importId} has no plan`);
  const page = { from: 0, most: SHOWN_ROWS };
  const rows = await imports.shown(planned, async (desk) => ({
    blocked: await desk.rows('blocked', page),
    warned: await desk.rows('warned', page),
  }));
  sayPlan(print, importId, plan, rows);
}

function unreadable(file: string): (error: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    throw new FindingError(`${file}：无法读取（${code}），请核对文件名。/ The file cannot be read; check its name.`);
  };
}

async function enter(imports: Imports, store: ImportStore, planned: Import, print: Print): Promise<void> {
  const bar = process.stdout.isTTY ? drawBar : undefined;
  const { importId } = await imports.commit(planned, planned.plan?.hash ?? '', OPERATOR);
  const done = await settled(store, importId, ['committing'], bar);
  print(`已入账 / entered: ${done.progress.done} / ${done.progress.of}（${importId}）`);
}

/** Waits until an import has left some states. @throws FindingError where it has stopped, or a person is needed */
async function settled(
  store: ImportStore,
  importId: string,
  states: readonly Import['state'][],
  seen: (one: Import) => void = () => undefined,
): Promise<Import> {
  for (;;) {
    const one = await store.find(importId);
    if (one === undefined) throw new Error(`import ${importId} is gone`);
    seen(one);
    if (one.state === 'failed' && one.failure !== null) throw new FindingError(sentenceOf(one.failure.problem));
    if (one.state === 'mapping') {
      throw new FindingError(
        '认不出各列，请在网页上传并指定列。/ The columns are not recognised; upload it in the console and choose them.',
      );
    }
    if (!states.includes(one.state)) return one;
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
}

function drawBar({ progress: { done, of } }: Import): void {
  const filled = of === 0 ? BAR_WIDTH : Math.floor((BAR_WIDTH * done) / of);
  const end = done >= of ? '\n' : '';
  process.stdout.write(`\r[${'█'.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${done} / ${of}${end}`);
}
