import type { Command } from 'commander';
import type { AccountSettings } from '#platform';
import { clearDemo, type ClearedDemo, demoYear, enterDemo, enterDemoAccounts } from './demo.js';
import { FindingError } from './finding-error.js';
import type { OpenLedger } from './open-ledger.js';
import type { Print } from './say.js';
import type { HttpLedger } from './serve.js';

export interface DemoCli {
  readonly withHttp: (work: (open: OpenLedger, http: HttpLedger) => Promise<void>) => Promise<void>;
  readonly accounts: () => AccountSettings;
  readonly print: Print;
  /** Said behind each description. */
  readonly when: string;
}

/** `demo load|clear`. */
export function demoCommands(program: Command, cli: DemoCli): void {
  const demo = program.command('demo').description(`演示数据 / demonstration data${cli.when}`);
  demo
    .command('load')
    .argument('[name]', '演示年度 / demo year', 'lianhu-2020')
    .description(`载入 / load it${cli.when}`)
    .action((name: string) => loadDemoYear(cli, name));
  demo
    .command('clear')
    .description(`撤回全部演示记录 / withdraw all its records${cli.when}`)
    .action(() => cli.withHttp(async (open) => sayCleared(cli.print, await clearDemo(open))));
}

/** Says what clearing a demonstration came to, and by name what stays of it and why. */
export function sayCleared(print: Print, { withdrawn, kept }: ClearedDemo): void {
  print(`已撤回 ${withdrawn} 条演示记录 / demo records withdrawn`);
  if (kept.length === 0) return;
  print(
    `保留 ${kept.length} 条，因为另有非演示的记录属于它们 / kept, since records that are no demonstration are of them: ${kept.join(', ')}`,
  );
}

async function loadDemoYear({ withHttp, accounts, print }: DemoCli, name: string): Promise<void> {
  const year = demoYear(name);
  if (year === undefined) throw new FindingError(`没有演示年度“${name}” / there is no demo year “${name}”`);
  await withHttp(async (open, http) => {
    await enterDemoAccounts(year, open, accounts(), print);
    const entered = await enterDemo(year, open, http);
    const said =
      entered === 0
        ? '演示数据已在账中，未重复载入 / already loaded, nothing entered twice'
        : `已载入 ${entered} 条演示记录 / demo entries loaded`;
    print(`${said}: ${year.name}`);
  });
}
