import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { exportNote, EXPORTS, For, LimitedPerUser, type ListAnswer, type RimRequest, sendCsv } from '#platform';
import { csvLines } from '../access/access-csv.js';
import type { AccessEntry } from '../access/access-entry.js';
import { AccessFilter, AccessQuery, AccessReader } from '../access/access-query.js';
import { RequestAccess } from '../access/request-access.js';
import { ACCESS_LOG_READING } from './account-access.js';

/** 访问日志, for auditors alone: who administers accounts does not read who was watched. */
@ApiTags('access-log')
@Controller()
export class AccessLogController {
  constructor(
    @Inject(AccessReader) private readonly reader: AccessReader,
    @Inject(RequestAccess) private readonly access: RequestAccess,
  ) {}

  @Get('access-log')
  @For(ACCESS_LOG_READING)
  @ApiOperation({ summary: '访问日志，最近的在前 / The access log, latest first' })
  list(@Query() query: AccessQuery): Promise<ListAnswer<AccessEntry>> {
    return this.reader.list(query);
  }

  @Get('access-log.csv')
  @For(ACCESS_LOG_READING)
  @LimitedPerUser(EXPORTS)
  @ApiProduces('text/csv')
  @ApiOperation({ summary: '导出访问日志；导出本身也记入 / Export the access log; the export is recorded, too' })
  async csv(@Query() filter: AccessFilter, @Req() request: RimRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.access.record(request, exportNote('access-log', filter));
    await sendCsv(reply, 'access-log.csv', csvLines(this.reader.all(filter)));
  }
}
