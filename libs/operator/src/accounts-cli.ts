import { type Command, Option } from 'commander';
import { type AccessFacts, type PublicOffice, randomPassword } from '#accounts';
import { problemSentence, ROLES, type Role } from '#contracts';
import { type ChainReport, verifyChain } from '#event-log';
import type { Database } from '#persistence';
import { ProblemError } from '#platform';
import { FindingError } from './finding-error.js';
import { type Print, sayVerified } from './say.js';

/** Runs a command on the accounts of a ledger. */
export type WithOffice = (work: (office: PublicOffice) => Promise<void>) => Promise<void>;

/** Where the accounts are, and who is told. */
export interface AccountsCli {
  readonly withOffice: WithOffice;
  /** Runs a check on the database that holds the access log, changing nothing. */
  readonly readOnly: (check: (database: Database) => Promise<ChainReport>) => Promise<ChainReport>;
  readonly print: Print;
  /** Said behind each description. */
  readonly when: string;
}

interface AddOptions {
  readonly name: string;
  readonly role: readonly Role[];
  readonly unit?: string;
  readonly village?: string;
}

/** `accounts add|disable|reset|list` and `access-log verify`: what an operator does when no administrator can log in. */
export function accountsCommands(program: Command, { withOffice, readOnly, print, when }: AccountsCli): void {
  const accounts = program.command('accounts').description('账号 / accounts');
  accounts
    .command('add')
    .argument('<account>')
    .requiredOption('--name <name>', '姓名 / name of its holder')
    .addOption(new Option('--role <role...>', '角色 / roles').choices(ROLES).makeOptionMandatory())
    .option('--unit <unitId>', '所属单位；不填则不限单位 / its unit; none = every unit')
    .option('--village <code>', '村级填报的村 / the village of village staff')
    .description(`新建，初始密码只显示一次 / add one; its first password is shown once${when}`)
    .action((account: string, options: AddOptions) => withOffice((office) => told(() => add(office, account, options, print))));
  accounts
    .command('disable')
    .argument('<account>')
    .requiredOption('--reason <reason>', '原因 / why')
    .description(`停用，其会话在一秒内结束 / disable one; its sessions end within a second${when}`)
    .action((account: string, { reason }: { reason: string }) =>
      withOffice((office) =>
        told(async () => {
          await office.accounts.existing(account);
          await office.journal.write(byOperator('account-disabled', account, reason));
          await office.accounts.disable(account);
          print(`已停用 / disabled: ${account}`);
        }),
      ),
    );
  accounts
    .command('reset')
    .argument('<account>')
    .requiredOption('--reason <reason>', '原因 / why')
    .description(`给新的初始密码，停用的重新启用 / give a new first password; a disabled one is usable again${when}`)
    .action((account: string, { reason }: { reason: string }) => withOffice((office) => told(() => reset(office, account, reason, print))));
  accounts
    .command('list')
    .description(`列出 / list them${when}`)
    .action(() => withOffice((office) => list(office, print)));
  program
    .command('access-log')
    .description('访问日志 / the access log')
    .command('verify')
    .description(`核验访问日志的哈希链 / check its chain${when}`)
    .action(async () => {
      const chain = await readOnly((database) => verifyChain('access', database));
      sayVerified(print, { chains: [chain], replays: [], ok: chain.ok }, []);
    });
}

async function add({ accounts, journal, places }: PublicOffice, account: string, options: AddOptions, print: Print): Promise<void> {
  const password = randomPassword();
  await places.mustKnow({ unitId: options.unit, villageCode: options.village });
  const facts = { account, name: options.name, roles: options.role, unitId: options.unit, villageCode: options.village };
  const record = (): Promise<void> => journal.write(byOperator('account-added', account, options.role.join(' ')));
  await accounts.add(facts, { password, mustChange: true }, 'manual', record);
  sayPassword(print, account, password);
}

async function reset({ accounts, journal }: PublicOffice, account: string, reason: string, print: Print): Promise<void> {
  const password = randomPassword();
  await accounts.reset(account, { password, mustChange: true }, () => journal.write(byOperator('account-reset', account, reason)));
  sayPassword(print, account, password);
}

function sayPassword(print: Print, account: string, password: string): void {
  print(`${account} 的初始密码，只显示一次，首次登录须更换 / first password, shown once, to be changed at the first login: ${password}`);
}

async function list({ accounts }: PublicOffice, print: Print): Promise<void> {
  const PAGE = 200;
  for (let after = ''; ;) {
    const rows = await accounts.store.page(after, PAGE);
    for (const { account, roles, unit_id: unit, village_code: village, disabled_at: disabled } of rows) {
      const state = disabled === null ? '' : `\t已停用 / disabled ${disabled}`;
      print(`${account}\t${(JSON.parse(roles) as string[]).join(' ')}\t${unit ?? '-'}\t${village ?? '-'}${state}`);
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.account ?? '';
  }
}

/** An operator has no account: who could use the machine is known elsewhere. */
function byOperator(kind: AccessFacts['kind'], subject: string, reason: string): AccessFacts {
  return { kind, subject, reason, account: null, address: 'local', route: 'bangfu accounts', correlationId: `operator-${process.pid}` };
}

/** A refusal is a sentence to whoever typed the command. @throws FindingError */
async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new FindingError(
      error.problems
        .map((problem) => `${problem.code} ${problemSentence(problem, 'zh-CN')} / ${problemSentence(problem, 'en')}`)
        .join('\n'),
    );
  }
}
