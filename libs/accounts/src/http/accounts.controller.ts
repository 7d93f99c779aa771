import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AddAccountBody, ChangeRolesBody, DisableAccountBody, ResetAccountBody } from '#contracts/commands';
import {
  decodeCursor,
  For,
  keyedContentOf,
  type ListAnswer,
  ListQuery,
  markReplayed,
  NotACommand,
  pageOfRows,
  ProblemError,
  type RimRequest,
  TakesKey,
} from '#platform';
import { type Account, accountOf } from '../account/account.js';
import { AccountReceipts } from '../account/account-receipts.js';
import { Accounts } from '../account/accounts.js';
import { KnownPlaces } from '../account/known-places.js';
import { RequestAccess } from '../access/request-access.js';
import { ACCOUNT_KEEPING, ACCOUNT_READING } from './account-access.js';

/** 账号管理: for administrators; auditors read. */
@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(AccountReceipts) private readonly receipts: AccountReceipts,
    @Inject(KnownPlaces) private readonly places: KnownPlaces,
    @Inject(RequestAccess) private readonly access: RequestAccess,
  ) {}

  @Post()
  @For(ACCOUNT_KEEPING)
  @NotACommand()
  @TakesKey()
  @ApiOperation({ summary: '新建账号；持有人首次登录须更换密码 / Add an account; its holder changes the password at the first login' })
  async add(
    @Body() { password, ...facts }: AddAccountBody,
    @Req() request: RimRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    const key = keyedContentOf(request, facts);
    const first = async (): Promise<Account | undefined> =>
      key === undefined ? undefined : replayed(reply, await this.receipts.firstAnswer(key, password));
    const before = await first();
    if (before !== undefined) return before;
    await this.places.mustKnow(facts);
    const note = { kind: 'account-added', subject: facts.account, reason: facts.roles.join(' ') } as const;
    const given = { password, mustChange: true };
    try {
      return await this.accounts.add(facts, given, 'manual', () => this.access.record(request, note), key);
    } catch (error) {
      // Sent twice at once: the other of the two may have added it.
      const meanwhile = await first();
      if (meanwhile === undefined) throw error;
      return meanwhile;
    }
  }

  @Get()
  @For(ACCOUNT_READING)
  @ApiOperation({ summary: '账号 / Accounts' })
  async list(@Query() { limit, cursor }: ListQuery): Promise<ListAnswer<Account>> {
    const [after = ''] = cursor == null ? [] : decodeCursor(cursor, ['text']);
    const rows = await this.accounts.store.page(after, limit + 1);
    const { shown, nextCursor } = pageOfRows(rows, limit, (last) => [last.account]);
    return {
      items: shown.map(accountOf),
      nextCursor,
      count: await this.accounts.store.count(),
      sums: {},
    };
  }

  @Post(':account/disable')
  @For(ACCOUNT_KEEPING)
  @HttpCode(200)
  @NotACommand()
  @ApiOperation({ summary: '停用账号，结束其会话 / Disable an account and end its sessions' })
  async disable(@Param('account') account: string, @Body() { reason }: DisableAccountBody, @Req() request: RimRequest): Promise<Account> {
    refuseItself(request, account);
    await this.accounts.existing(account);
    await this.access.record(request, { kind: 'account-disabled', subject: account, reason });
    await this.accounts.disable(account);
    return accountOf(await this.accounts.existing(account));
  }

  @Post(':account/reset')
  @For(ACCOUNT_KEEPING)
  @HttpCode(200)
  @NotACommand()
  @ApiOperation({ summary: '重置密码；停用的账号重新启用 / Give a new first password; a disabled account is usable again' })
  async reset(
    @Param('account') account: string,
    @Body() { password, reason }: ResetAccountBody,
    @Req() request: RimRequest,
  ): Promise<Account> {
    refuseItself(request, account);
    const note = { kind: 'account-reset', subject: account, reason } as const;
    await this.accounts.reset(account, { password, mustChange: true }, () => this.access.record(request, note));
    return accountOf(await this.accounts.existing(account));
  }

  @Post(':account/roles')
  @For(ACCOUNT_KEEPING)
  @HttpCode(200)
  @NotACommand()
  @ApiOperation({ summary: '改动角色、单位和村 / Change roles, unit and village' })
  async changeRoles(
    @Param('account') account: string,
    @Body() { reason, ...rights }: ChangeRolesBody,
    @Req() request: RimRequest,
  ): Promise<Account> {
    refuseItself(request, account);
    await this.accounts.existing(account);
    await this.places.mustKnow(rights);
    await this.access.record(request, { kind: 'account-changed', subject: account, reason: `${rights.roles.join(' ')}: ${reason}` });
    return this.accounts.changeRights({ account, ...rights });
  }
}

function replayed<Answer>(reply: FastifyReply, answer: Answer | undefined): Answer | undefined {
  if (answer !== undefined) markReplayed(reply);
  return answer;
}

/** Whoever could take or give themselves rights would be alone with them; one's own password is changed by who knows it. */
function refuseItself(request: RimRequest, account: string): void {
  if (request.rim.meta.actor.account === account) throw new ProblemError([{ code: 'ACCOUNT.ITSELF', params: { account } }]);
}
