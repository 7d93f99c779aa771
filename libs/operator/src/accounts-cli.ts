import { type Command, Option } from 'commander';
import { type AccessFacts, type PublicOffice, randomPassword } from '#accounts';
import { ROLES, type Role } from '#contracts';
import { type ChainReport, verifyChain } from '#event-log';
import type { Database } from '#persistence';
import { type Print, sayVerified } from './say.js';
import { told } from './told.js';

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

const ACCOUNT = '账号名 / name of the account';

/** `accounts add|disable|reset|list` and `access-log verify`: what an operator does when no administrator can log in. */
export function accountsCommands(program: Command, cli: AccountsCli): void {
  const accounts = program.command('accounts').description('账号 / accounts');
  addCommand(accounts, cli);
  const withReason = (name: string, description: string, work: ForReason): void => {
    accounts
      .command(name)
      .argument('<account>', ACCOUNT)
      .requiredOption('--reason <reason>', '原因，记入访问日志 / why, kept in the access log')
      .description(`${description}${cli.when}`)
      .action((account: string, { reason }: { reason: string }) =>
        cli.withOffice((office) => told(() => work(office, account, reason, cli.print))),
      );
  };
  withReason('disable', '停用，其会话在一秒内结束 / disable one; its sessions end within a second', disable);
  withReason('reset', '给新的初始密码，停用的重新启用 / give a new first password; a disabled one is usable again', reset);
  accounts
    .command('list')
    .description(`列出 / list them${cli.when}`)
    .action(() => cli.withOffice((office) => list(office, cli.print)));
  accessLogCommand(program, cli);
}

type ForReason = (office: PublicOffice, account: string, reason: string, print: Print) => Promise<void>;

function addCommand(accounts: Command, { withOffice, print, when }: AccountsCli): void {
  accounts
    .command('add')
    .argument('<account>', ACCOUNT)
    .requiredOption('--name <name>', '姓名 / name of its holder')
    .addOption(new Option('--role <role...>', '角色，可给几个 / roles, one or several').choices(ROLES).makeOptionMandatory())
    .option('--unit <unitId>', '所属单位；不填则不限单位 / its unit; none = every unit')
    .option('--village <code>', '村级填报的村 / the village of village staff')
    .description(`新建，初始密码只显示一次 / add one; its first password is shown once${when}`)
    .action((account: string, options: AddOptions) => withOffice((office) => told(() => add(office, account, options, print))));
}

function accessLogCommand(program: Command, { readOnly, print, when }: AccountsCli): void {
  program
    .command('access-log')
    .description('访问日志 / the access log')
    .command('verify')
    .description(`核验访问日志的哈希链 / check its chain${when}`)
    .action(async () => {
      const chain = await readOnly((database) => verifyChain('access', database));
      sayVerified(print, { chains: [chain], replays: [], ok: chain.ok });
    });
}

async function disable({ accounts, journal }: PublicOffice, account: string, reason: string, print: Print): Promise<void> {
  await accounts.existing(account);
  await journal.write(byOperator('account-disabled', account, reason));
  await accounts.disable(account);
  print(`已停用 / disabled: ${account}`);
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
