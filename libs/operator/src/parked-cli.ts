import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { type AsideRequest, decisionsOf, type Ledger, parkedOf, type RebuildResult, setAsideOf } from '#event-log';
import type { Database } from '#persistence';
import { FindingError } from './finding-error.js';
import { type Print, sayParked } from './say.js';
import { told } from './told.js';

/** What an operator types about a decision. */
export interface AsideOptions {
  readonly reason: string;
  readonly by?: string;
}

const MESSAGE = '消息编号，见 parked list / the message, as parked list names it';

/** `set-aside <id>` and `return <id>`, without what is to be done. @param when said behind the description */
export function asideCommand(parked: Command, name: 'set-aside' | 'return', when: string): Command {
  const does = {
    'set-aside': '存查：主题里不是账内事件的消息，不再算作搁置 / set a message aside that is no event of the ledger',
    return: '取消存查，重新算作搁置 / take that back',
  };
  return parked.command(name).description(`${does[name]}${when}`);
}

/** Behind the arguments of its tier: which message, why and who. */
export function ofMessage(command: Command): Command {
  return command
    .argument('<id>', MESSAGE)
    .requiredOption('--reason <reason>', '原因，永久保留 / why, kept for good')
    .option('--by <name>', '决定人；不填则为本机登录名 / who decides; the login name on this machine where not given');
}

/** Everything that is parked, what of it is set aside, and every decision about it. */
export async function listParked({ read }: Database, print: Print): Promise<void> {
  sayParked(print, { parked: await parkedOf(read), setAside: await setAsideOf(read), decisions: await decisionsOf(read) });
}

/** @throws FindingError with the code of the refusal; nothing was changed then */
export async function setMessageAside(ledger: Ledger, id: string, options: AsideOptions, print: Print): Promise<void> {
  const { parked } = await told(() => ledger.setAside(requestOf(id, options)));
  print(`已存查 / set aside: ${id}`);
  sayStill(print, parked);
}

/** @throws FindingError with the code of the refusal; nothing was changed then */
export async function returnMessage(ledger: Ledger, id: string, options: AsideOptions, print: Print): Promise<void> {
  const { parked } = await told(() => ledger.returnParked(requestOf(id, options)));
  print(`已取消存查 / taken back: ${id}`);
  sayStill(print, parked);
}

function sayStill(print: Print, parked: RebuildResult['parked']): void {
  print(`${parked} 条仍被搁置 / still parked`);
}

function requestOf(id: string, { reason, by = loginName() }: AsideOptions): AsideRequest {
  return { id, reason, by };
}

/** @throws FindingError where the machine knows no name for whoever runs this, as in a container */
function loginName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    throw new FindingError('本机没有登录名，请用 --by 写明决定人。/ There is no login name on this machine: say with --by who decides.', {
      cause: error,
    });
  }
}
