import { Body, Controller, Get, HttpCode, Inject, Patch, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#contracts';
import { ReasonBody } from '#contracts/commands';
import {
  AccessLog,
  Asking,
  decodeCursor,
  encodeCursor,
  For,
  IMPORTS,
  keyedContentOf,
  LimitedPerUser,
  type ListAnswer,
  markReplayed,
  NotACommand,
  REPLANS,
  type RimRequest,
  TakesKey,
} from '#platform';
import { IMPORT_KINDS } from '../kind/column.js';
import { IMPORT_MAKING, IMPORT_READING, IMPORT_UNDOING, ImportSight } from '../job/import-access.js';
import type { Import } from '../job/import.js';
import { Imports } from '../job/imports.js';
import { PlanRows } from '../job/plan-rows.js';
import { Uploads } from '../job/uploads.js';
import { choiceOf, editsOf, searchOf } from './asked.js';
import { CommitBody, MappingBody, RowsBody, RowsQuery } from './import-bodies.js';
import { type ImportAnswer, importAnswer, readerOf, readsAllPersons, type Reader, type RowAnswer, rowAnswer } from './import-view.js';
import { ImportGuard, type ImportRequestHeld, notOfKind } from './import.guard.js';
import { Held, heldBy, ReadBy } from './held-import.js';
import { receiveSheet } from './incoming-sheet.js';

const UPLOAD_SCHEMA = {
  type: 'object',
  required: ['file', 'kind'],
  properties: {
    file: { type: 'string', format: 'binary' },
    kind: { type: 'string', enum: [...IMPORT_KINDS] },
    unitId: { type: 'string' },
    profile: { type: 'string' },
  },
};

/** 导入: contract §6. No command of the ledger itself: those are sent by the job, one for each planned row. */
@ApiTags('imports')
@Controller('imports')
@UseGuards(ImportGuard)
export class ImportsController {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(PlanRows) private readonly planRows: PlanRows,
    @Inject(ImportSight) private readonly sight: ImportSight,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  @Post()
  @For(IMPORT_MAKING)
  @LimitedPerUser(IMPORTS)
  @NotACommand()
  @TakesKey()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: UPLOAD_SCHEMA })
  @ApiOperation({ summary: '上传表格：核对在后台进行 / Upload a sheet: it is checked in the background' })
  async upload(
    @Req() request: RimRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() caller: Caller,
  ): Promise<{ readonly importId: string }> {
    const sheet = await receiveSheet(request);
    if (!(await this.sight.uploads(caller, sheet.kind, request.rim.clock.today()))) throw notOfKind(request, sheet.kind);
    const { name: _name, bytes: _bytes, sha256, ...said } = sheet;
    // The body is the sheet and what is said of it; a name that the browser gave it is not.
    const key = keyedContentOf(request, { ...said, sha256 });
    const { importId, isAgain } = await this.uploads.take(caller, sheet, key, (taken) =>
      this.access.record(request, { kind: 'import', subject: taken, reason: `${sheet.kind} upload` }),
    );
    if (isAgain) markReplayed(reply);
    return { importId };
  }

  @Get(':id')
  @For(IMPORT_READING)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '一次导入的状态与方案 / How an import stands, and its plan' })
  get(@Held() one: Import, @ReadBy() reader: Reader): ImportAnswer {
    return importAnswer(one, reader);
  }

  @Get(':id/rows')
  @For(IMPORT_READING)
  @ApiParam({ name: 'id' })
  @ApiOperation({
    summary: '方案的各行 / The rows of the plan',
    description:
      'values：按台账列名，单元格显示的内容，数字以该列的单位计（mapping.columns 的 unit）；read：读成了什么，只列与所写不同的 / ' +
      '`values`: what the cells show, by our heads, numbers in the unit of their column (`unit` of `mapping.columns`); ' +
      '`read`: what a cell was read as, where that is not what is written in it (44260 → 2021-03-05, 4.7万 → 47,000.00 元)',
  })
  async rows(@Req() request: ImportRequestHeld, @Query() query: RowsQuery, @ReadBy() reader: Reader): Promise<ListAnswer<RowAnswer>> {
    const one = heldBy(request);
    const { limit, cursor } = query;
    const from = query.from ?? (cursor == null ? 0 : decodeCursor(cursor, ['integer'])[0]);
    const page = { from, most: limit };
    const { rows, count } = await this.planRows.find(one, searchOf(query), page, readsAllPersons(one, reader));
    const next = from + rows.length;
    return {
      items: rows.map((row) => rowAnswer(row, readerOf(one, row, reader))),
      nextCursor: next < count ? encodeCursor([next]) : null,
      count,
      sums: {},
    };
  }

  @Post(':id/mapping')
  @For(IMPORT_MAKING)
  @LimitedPerUser(REPLANS)
  @NotACommand()
  @HttpCode(200)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '指定各列并重新核对 / Choose the columns and check again' })
  async choose(@Held() one: Import, @Body() body: MappingBody, @Asking() caller: Caller, @ReadBy() reader: Reader): Promise<ImportAnswer> {
    return importAnswer(await this.imports.choose(one, choiceOf(one.kind, body), caller), reader);
  }

  @Patch(':id/rows')
  @For(IMPORT_MAKING)
  @LimitedPerUser(REPLANS)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '修改单元格并重新核对 / Change cells and check again' })
  async edit(@Held() one: Import, @Body() body: RowsBody, @Asking() caller: Caller, @ReadBy() reader: Reader): Promise<ImportAnswer> {
    return importAnswer(await this.imports.edit(one, editsOf(body), caller), reader);
  }

  @Post(':id/commit')
  @For(IMPORT_MAKING)
  @LimitedPerUser(REPLANS)
  @NotACommand()
  @HttpCode(202)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '按所示方案入账，在后台进行 / Enter the plan that was shown, in the background' })
  async commit(
    @Held() one: Import,
    @Body() { planHash }: CommitBody,
    @Req() request: RimRequest,
    @ReadBy() reader: Reader,
  ): Promise<ImportAnswer> {
    const record = this.recording(request, one, 'commit');
    return importAnswer(await this.imports.commit(one, planHash, request.rim.meta, record), reader);
  }

  @Post(':id/cancel')
  @For(IMPORT_MAKING)
  @NotACommand()
  @HttpCode(200)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '入账前放弃 / Give it up before anything is entered' })
  async cancel(@Held() one: Import, @ReadBy() reader: Reader): Promise<ImportAnswer> {
    return importAnswer(await this.imports.cancel(one), reader);
  }

  @Post(':id/retry')
  @For(IMPORT_MAKING)
  @LimitedPerUser(REPLANS)
  @NotACommand()
  @HttpCode(202)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '中止的导入继续 / Go on with an import that has stopped' })
  async retry(@Held() one: Import, @Req() request: RimRequest, @ReadBy() reader: Reader): Promise<ImportAnswer> {
    return importAnswer(await this.imports.retry(one, request.rim.meta, this.recording(request, one, 'retry')), reader);
  }

  @Post(':id/undo')
  @For(IMPORT_UNDOING)
  @NotACommand()
  @HttpCode(202)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '撤销整批，在后台进行 / Take the whole batch back, in the background' })
  async undo(
    @Held() one: Import,
    @Body() { reason }: ReasonBody,
    @Req() request: RimRequest,
    @ReadBy() reader: Reader,
  ): Promise<ImportAnswer> {
    const record = this.recording(request, one, 'undo');
    return importAnswer(await this.imports.undo(one, reason, request.rim.meta, record), reader);
  }

  private recording(request: RimRequest, { importId, kind }: Import, step: string): () => Promise<void> {
    return () => this.access.record(request, { kind: 'import', subject: importId, reason: `${kind} ${step}` });
  }
}
