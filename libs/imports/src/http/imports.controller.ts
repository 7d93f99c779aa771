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
  type KeyedContent,
  keyedContentOf,
  LimitedPerUser,
  type ListAnswer,
  markReplayed,
  NotACommand,
  ProblemError,
  REPLANS,
  type RimRequest,
  TakesKey,
} from '#platform';
import { IMPORT_KINDS } from '../kind/column.js';
import { IMPORT_MAKING, IMPORT_READING, IMPORT_UNDOING, ImportSight } from '../job/import-access.js';
import type { Import } from '../job/import.js';
import { Imports } from '../job/imports.js';
import { OwnUnits } from '../job/own-units.js';
import { ImportReceipts } from '../store/import-receipts.js';
import { ProfileStore } from '../store/profile-store.js';
import { choiceOf, editsOf, searchOf } from './asked.js';
import { CommitBody, MappingBody, RowsBody, RowsQuery } from './import-bodies.js';
import { type ImportAnswer, importAnswer, readerOf, readsAllPersons, type Reader, type RowAnswer, rowAnswer } from './import-view.js';
import { ImportGuard, type ImportRequestHeld, notOfKind } from './import.guard.js';
import { Held, heldBy, ReadBy } from './held-import.js';
import { type IncomingSheet, receiveSheet } from './incoming-sheet.js';

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
    @Inject(ImportReceipts) private readonly receipts: ImportReceipts,
    @Inject(OwnUnits) private readonly units: OwnUnits,
    @Inject(ProfileStore) private readonly profiles: ProfileStore,
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
    const before = key === undefined ? undefined : await this.receipts.madeUnder(key);
    if (before === undefined) return this.taken(request, caller, sheet, key);
    markReplayed(reply);
    return { importId: before };
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
  @ApiOperation({ summary: '方案的各行 / The rows of the plan' })
  async rows(@Req() request: ImportRequestHeld, @Query() query: RowsQuery, @ReadBy() reader: Reader): Promise<ListAnswer<RowAnswer>> {
    const one = heldBy(request);
    const { limit, cursor } = query;
    const from = query.from ?? (cursor == null ? 0 : decodeCursor(cursor, ['integer'])[0]);
    // Whoever may not read a name must not find it by trying either.
    const isHidden = query.column != null && !readsAllPersons(one, reader);
    const asked = searchOf(query);
    // A plan without such rows says so by its counts, even after its sheet is gone.
    const isEmpty = one.plan?.counts[asked.state === 'all' ? 'rows' : asked.state] === 0;
    if (one.plan === null || isHidden || isEmpty) return { items: [], nextCursor: null, count: 0, sums: {} };
    const { rows, count } = await this.imports.shown(one, async (desk) => ({
      rows: await desk.rows(asked, { from, most: limit }),
      count: await desk.count(asked),
    }));
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

  private async taken(
    request: RimRequest,
    caller: Caller,
    { profile, ...sheet }: IncomingSheet,
    key: KeyedContent | undefined,
  ): Promise<{ readonly importId: string }> {
    await this.units.mustReach(caller, sheet.kind, sheet.unitId);
    const saved = profile === undefined ? undefined : await this.profiles.find(caller, sheet.kind, profile);
    if (profile !== undefined && saved === undefined) {
      throw new ProblemError([{ code: 'IMPORT.PROFILE_UNKNOWN', path: 'profile', params: { profile } }]);
    }
    const { importId } = await this.imports.upload(caller, { ...sheet, ...(saved === undefined ? {} : { profile: saved.columns }) }, key);
    await this.access.record(request, { kind: 'import', subject: importId, reason: `${sheet.kind} upload` });
    return { importId };
  }
}
