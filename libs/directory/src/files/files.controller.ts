import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext, FileStored, ProblemCode } from '#contracts';
import { type EventLog, logToken } from '#event-log';
import { Commanded, newId, ProblemError, type RimRequest } from '#platform';
import { FileStore, MOST_FILE_BYTES, type StoredFile } from './file-store.js';
import { fileStream } from './stored-file.js';

/** 凭证: one file in, by multipart; out again as an attachment only (contract §3 Directory). */
@ApiTags('directory')
@Controller('files')
export class FilesController {
  constructor(
    private readonly store: FileStore,
    @Inject(logToken('directory')) private readonly log: EventLog,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiConsumes('multipart/form-data')
  async upload(@Req() request: RimRequest, @Commanded() context: CommandContext): Promise<object> {
    const stored = await this.receive(request);
    const fileId = newId();
    const data: FileStored = { fileId, ...stored };
    // The body of this command is the file: its hash tells a repeat from a reused key.
    const ofContent = { ...context, fingerprint: stored.sha256 };
    const result = await this.log.submit(ofContent, fileId, { file: fileStream(fileId) }, () => [
      { type: 'FileStored', data, occurredOn: context.today },
    ]);
    if (result.kind === 'refused') throw new ProblemError(result.problems);
    const { answer } = result;
    return { fileId: answer.id, ...stored, id: answer.id, log: answer.log, position: answer.position, eventIds: answer.eventIds };
  }

  @Get(':fileId')
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

  private async receive(request: RimRequest): Promise<StoredFile> {
    if (!request.isMultipart()) throw refused('FILE.MISSING');
    const part = await request.file({ limits: { fileSize: MOST_FILE_BYTES, files: 1 } });
    if (part === undefined) throw refused('FILE.MISSING');
    const stored = await this.store.store(part.file);
    if (part.file.truncated) throw refused('FILE.TOO_BIG');
    if (stored.bytes === 0) throw refused('FILE.EMPTY');
    return stored;
  }
}

function refused(code: ProblemCode): ProblemError {
  return new ProblemError([{ code, path: 'file', params: { mostBytes: MOST_FILE_BYTES } }]);
}
