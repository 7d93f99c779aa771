import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext, FileStored } from '#contracts';
import { type EventLog, logToken } from '#event-log';
import { Commanded, FileStore, For, LimitedPerUser, markReplayed, newId, ProblemError, type RimRequest, UPLOADS } from '#platform';
import { EVIDENCE_ENTRY, EVIDENCE_OPENING } from '../directory-access.js';
import { FileGuard } from './file.guard.js';
import { receiveFile } from './incoming-file.js';
import { fileStream } from './stored-file.js';

/** 凭证: one file in, by multipart; out again as an attachment only (contract §3 Directory). */
@ApiTags('directory')
@Controller('files')
@UseGuards(FileGuard)
export class FilesController {
  constructor(
    private readonly store: FileStore,
    @Inject(logToken('directory')) private readonly log: EventLog,
  ) {}

  @Post()
  @For(EVIDENCE_ENTRY)
  @LimitedPerUser(UPLOADS)
  @ApiOperation({ summary: '上传凭证 / Upload evidence' })
  @HttpCode(201)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async upload(
    @Req() request: RimRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Commanded() context: CommandContext,
  ): Promise<object> {
    const stored = await receiveFile(request, this.store);
    const fileId = newId();
    const { villageCode } = context;
    const data: FileStored = { fileId, ...stored, ...(villageCode === undefined ? {} : { villageCode }) };
    // The body of this command is the file: its hash tells a repeat from a reused key.
    const ofContent = { ...context, fingerprint: stored.sha256 };
    const result = await this.log.submit(ofContent, fileId, { file: fileStream(fileId) }, () => [
      { type: 'FileStored', data, occurredOn: context.today },
    ]);
    if (result.kind === 'refused') throw new ProblemError(result.problems);
    if (result.replayed) markReplayed(reply);
    return { fileId: result.answer.id, ...stored, ...result.answer };
  }

  @Get(':fileId')
  @For(EVIDENCE_OPENING)
  @ApiOperation({ summary: '下载凭证 / Download evidence' })
  async download(@Param('fileId') fileId: string, @Res() reply: FastifyReply): Promise<void> {
    const { state: file } = await this.log.load(fileStream(fileId));
    if (file === null || !(await this.store.has(file.sha256)))
      throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: fileId } }]);
    void reply
      .type(file.mediaType)
      .header('Content-Disposition', `attachment; filename="${file.sha256.slice(0, 16)}"`)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Length', file.bytes)
      .send(this.store.read(file.sha256));
  }
}
