import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangePasswordBody, LogInBody } from '#contracts/commands';
import { addressOf, ForAnyRole, NotACommand, Open, ProblemError, type RimRequest } from '#platform';
import { Accounts } from '../account/accounts.js';
import { OfficeDoor } from '../office-door.js';
import { LogIns } from '../session/log-ins.js';
import { ShownAgain } from '../session/shown-again.js';
import { type OwnSession, type Session, Sessions } from '../session/sessions.js';
import { clearToken, setToken } from '../session/token.js';
import { RequestAccess } from '../access/request-access.js';

/** Who somebody is to their own client (contract §2). */
export type Myself = Omit<Session, 'sessionId' | 'villageCode'> & { readonly villageCode?: string; readonly mustEnrolTotp: boolean };

/** 登录、退出、密码: what concerns one's own sessions. */
@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    @Inject(OfficeDoor) private readonly door: OfficeDoor,
    @Inject(LogIns) private readonly logIns: LogIns,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(RequestAccess) private readonly access: RequestAccess,
    @Inject(ShownAgain) private readonly shownAgain: ShownAgain,
  ) {}

  @Post('session')
  @Open()
  @HttpCode(204)
  @NotACommand()
  @ApiOperation({ summary: '登录，得到会话 Cookie / Log in, for a session cookie' })
  async logIn(@Body() body: LogInBody, @Req() request: RimRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const before = this.door.heldBy(request);
    const token = await this.logIns.logIn(body, request);
    // The browser forgets the token of the session it had: nobody is to find it still good (ASVS 7.2.4).
    if (before !== undefined) await this.sessions.end(before.account, before.sessionId);
    setToken(request, reply, token);
  }

  @Get('session')
  @ForAnyRole()
  @ApiOperation({ summary: '我是谁 / Who I am' })
  myself(@Req() request: RimRequest): Myself {
    const session = this.door.sessionOf(request);
    const { sessionId: _, villageCode, ...rest } = session;
    return { ...rest, ...(villageCode === null ? {} : { villageCode }), mustEnrolTotp: this.door.needsTotp(session) };
  }

  @Delete('session')
  @ForAnyRole()
  @HttpCode(204)
  @ApiOperation({ summary: '退出 / Log out' })
  async logOut(@Req() request: RimRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { account, sessionId } = this.door.sessionOf(request);
    await this.access.record(request, { kind: 'logout' });
    await this.sessions.end(account, sessionId);
    clearToken(request, reply);
  }

  @Get('sessions')
  @ForAnyRole()
  @ApiOperation({ summary: '我的会话 / My sessions' })
  async mine(@Req() request: RimRequest): Promise<{ items: OwnSession[] }> {
    const { account, sessionId } = this.door.sessionOf(request);
    return { items: await this.sessions.listOf(account, sessionId) };
  }

  @Delete('sessions/:id')
  @ForAnyRole()
  @HttpCode(204)
  @ApiOperation({ summary: '结束我的一个会话 / End one of my sessions' })
  async end(@Param('id') id: string, @Req() request: RimRequest): Promise<void> {
    const { account, sessionId } = this.door.sessionOf(request);
    const running = await this.sessions.listOf(account, sessionId);
    if (!running.some((session) => session.id === id)) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
    await this.access.record(request, { kind: 'session-ended', subject: id });
    await this.sessions.end(account, id);
  }

  @Post('session/password')
  @ForAnyRole()
  @HttpCode(204)
  @NotACommand()
  @ApiOperation({ summary: '更换密码；其他会话随之结束 / Change my password; my other sessions end' })
  async changePassword(
    @Body() body: ChangePasswordBody,
    @Req() request: RimRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { account, sessionId } = this.door.sessionOf(request);
    const record = (): Promise<void> => this.access.record(request, { kind: 'password-changed', subject: account });
    await this.shownAgain.guarding(request, account, () => this.accounts.changePassword(account, body, sessionId, record));
    const token = await this.sessions.begin(account, addressOf(request));
    await this.sessions.end(account, sessionId);
    setToken(request, reply, token);
  }
}
