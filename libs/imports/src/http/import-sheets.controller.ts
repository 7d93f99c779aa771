import { Controller, Get, Inject, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#contracts';
import {
  AccessLog,
  Asking,
  decodeCursor,
  encodeCursor,
  EXPORTS,
  For,
  ForAnyRole,
  LimitedPerUser,
  type ListAnswer,
  ProblemError,
  type RimRequest,
} from '#platform';
import type { SheetBack } from '../back/failed-rows.js';
import { template } from '../back/template.js';
import type { MappingView } from '../desk/mapping-view.js';
import type { FileForm } from '../file/recognise.js';
import { IMPORT_KINDS } from '../kind/column.js';
import { IMPORT_READING, ImportSight } from '../job/import-access.js';
import type { Import } from '../job/import.js';
import { Imports } from '../job/imports.js';
import { UndoPreviews } from '../job/undo-preview.js';
import { ImportStore } from '../store/import-store.js';
import { Held, heldBy, ReadBy } from './held-import.js';
import { ImportListQuery, SheetQuery } from './import-bodies.js';
import { type ImportAnswer, importAnswer, type Reader, shownMapping, type UndoPreviewAnswer, undoPreviewAnswer } from './import-view.js';
import { ImportGuard, type ImportRequestHeld, notOfKind } from './import.guard.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** By its mark a text says which encoding it is in; a charset here could only contradict it. */
const MEDIA_TYPES: Readonly<Record<FileForm, string>> = { xlsx: XLSX, csv: 'text/csv' };

/** 导入 over the years, and the sheets that go back to people: templates, and rows to be mended. */
@ApiTags('imports')
@Controller('imports')
@UseGuards(ImportGuard)
export class ImportSheetsController {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ImportStore) private readonly store: ImportStore,
    @Inject(ImportSight) private readonly sight: ImportSight,
    @Inject(UndoPreviews) private readonly previews: UndoPreviews,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  @Get()
  @For(IMPORT_READING)
  @ApiOperation({ summary: '历次导入，最近的在前 / All imports, the latest first' })
  async list(
    @Query() query: ImportListQuery,
    @Asking() caller: Caller,
    @Req() request: RimRequest,
    @ReadBy() reader: Reader,
  ): Promise<ListAnswer<ImportAnswer>> {
    const { limit, cursor, kind, state } = query;
    const before = cursor == null ? undefined : decodeCursor(cursor, ['text'])[0];
    const today = request.rim.clock.today();
    const seen = await this.sight.condition(caller, today);
    const filters = [
      ...(kind == null ? [] : [{ sql: 'kind = ?', value: kind }]),
      ...(state == null ? [] : [{ sql: 'state = ?', value: state }]),
    ];
    const where = {
      sql: [seen.sql, ...filters.map(({ sql }) => sql)].join(' AND '),
      params: [...seen.params, ...filters.map(({ value }) => value)],
    };
    const { items, count } = await this.store.list(where, limit + 1, before);
    const shown = items.slice(0, limit);
    const last = shown.at(-1);
    const nextCursor = items.length > shown.length && last !== undefined ? encodeCursor([last.importId]) : null;
    const answers = shown.map(async (one) =>
      importAnswer(one, { ...reader, mayReadPersons: await this.sight.readsPersons(caller, one, today) }),
    );
    return { items: await Promise.all(answers), nextCursor, count, sums: {} };
  }

  @Get('template/:file')
  @ForAnyRole()
  @ApiParam({ name: 'file', description: '<kind>.xlsx' })
  @ApiProduces(XLSX)
  @ApiOperation({ summary: '导入模板 / An empty sheet of a kind' })
  async template(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const kind = IMPORT_KINDS.find((known) => file === `${known}.xlsx`);
    if (kind === undefined) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: file } }]);
    await sendSheet(reply, { form: 'xlsx', bytes: await template(kind) }, `bangfu-${kind}`);
  }

  @Get(':id/mapping')
  @For(IMPORT_READING)
  @ApiParam({ name: 'id' })
  @ApiOperation({
    summary:
      '文件中的一张工作表：表头、各列和前几行，不改变对应 / A sheet of the file with its first rows, to choose columns from; nothing changes',
  })
  async sheet(@Req() request: ImportRequestHeld, @Query() { sheet }: SheetQuery, @ReadBy() reader: Reader): Promise<MappingView> {
    const one = heldBy(request);
    return shownMapping(one, await this.imports.sheetView(one, sheet), reader);
  }

  @Get(':id/undo-preview')
  @For(IMPORT_READING)
  @ApiParam({ name: 'id' })
  @ApiOperation({ summary: '撤销前：哪些数字会变 / Before it is undone: the figures that would move' })
  async preview(@Held() one: Import, @Asking() caller: Caller, @ReadBy() reader: Reader): Promise<UndoPreviewAnswer> {
    return undoPreviewAnswer(await this.previews.of(one, caller), reader);
  }

  @Get(':id/failed-rows')
  @For(IMPORT_READING)
  @LimitedPerUser(EXPORTS)
  @ApiParam({ name: 'id' })
  @ApiProduces(XLSX, MEDIA_TYPES.csv)
  @ApiOperation({
    summary: '需修改的行，按上传时的格式，末列为错误说明 / The blocked rows in the form of the upload, with what is wrong in a last column',
  })
  async failedRows(@Held() one: Import, @Req() request: ImportRequestHeld, @Res() reply: FastifyReply): Promise<void> {
    // Names and numbers go out only to whoever enters them; others see them masked, in the rows.
    if (request.mayReadPersons !== true) throw notOfKind(request, one.kind);
    const sheet = await this.imports.failedRows(one);
    await this.access.record(request, { kind: 'export', subject: one.importId, reason: 'failed-rows' });
    await sendSheet(reply, sheet, `${one.file.name.replace(/\.[^.]*$/, '')}-错误说明`);
  }
}

/** @param name without its ending */
async function sendSheet(reply: FastifyReply, { form, bytes }: SheetBack, name: string): Promise<void> {
  const given = encodeURIComponent(`${name}.${form}`);
  await reply
    .type(MEDIA_TYPES[form])
    .header('Content-Disposition', `attachment; filename="import.${form}"; filename*=UTF-8''${given}`)
    .header('Cache-Control', 'no-store')
    .header('X-Content-Type-Options', 'nosniff')
    .send(bytes);
}
