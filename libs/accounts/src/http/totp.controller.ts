import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EnrolTotpBody, RemoveTotpBody } from '#contracts/commands';
import { ForAnyRole, NotACommand, ProblemError, type RimRequest } from '#platform';
import { RequestAccess } from '../access/request-access.js';
import { Accounts } from '../account/accounts.js';
import { OfficeDoor } from '../office-door.js';
import { ShownAgain } from '../session/shown-again.js';
import { type BegunEnrolment, TotpCodes } from '../totp/totp-codes.js';

/** 动态验证码: its holder shows the password again before anything about it changes (ASVS 7.5.1). */
@ApiTags('session')
@Controller('session/totp')
export class TotpController {
  constructor(
    @Inject(OfficeDoor) private readonly door: OfficeDoor,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(TotpCodes) private readonly codes: TotpCodes,
    @Inject(RequestAccess) private readonly access: RequestAccess,
    @Inject(ShownAgain) private readonly shownAgain: ShownAgain,
  ) {}

  @Post()
  @ForAnyRole()
  @HttpCode(200)
  @NotACommand()
  @ApiOperation({ summary: '登记动态验证码：先取密钥，再以其第一个验证码确认 / Enrol one-time codes: a key first, then its first code' })
  async enrol(
    @Body() { password, code }: EnrolTotpBody,
    @Req() request: RimRequest,
  ): Promise<BegunEnrolment | { readonly recoveryCodes: readonly string[] }> {
    const account = await this.holder(request, password);
    if (code == null) return this.codes.begin(account);
    const note = { kind: 'totp-changed', subject: account, reason: 'enrolled' } as const;
    return { recoveryCodes: await this.codes.confirm(account, code, () => this.access.record(request, note)) };
  }

  @Post('remove')
  @ForAnyRole()
  @HttpCode(204)
  @NotACommand()
  @ApiOperation({ summary: '不再使用动态验证码 / Use one-time codes no more' })
  async remove(@Body() { password }: RemoveTotpBody, @Req() request: RimRequest): Promise<void> {
    const account = await this.holder(request, password);
    await this.access.record(request, { kind: 'totp-changed', subject: account, reason: 'removed' });
    await this.codes.remove(account);
  }

  private async holder(request: RimRequest, password: string): Promise<string> {
    const { account } = this.door.sessionOf(request);
    return this.shownAgain.guarding(request, account, async () => {
      if ((await this.accounts.verified(account, password)) !== undefined) return account;
      throw new ProblemError([{ code: 'PASSWORD.CURRENT_WRONG', path: 'password' }]);
    });
  }
}
