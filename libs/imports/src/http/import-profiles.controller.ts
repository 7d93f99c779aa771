import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '#contracts';
import { OneOf, Text } from '#contracts/commands';
import { Asking, For, type ListAnswer, NotACommand, ProblemError, type RimRequest } from '#platform';
import { IMPORT_KINDS, type ImportKind } from '../kind/column.js';
import { IMPORT_ENTRY } from '../job/import-access.js';
import { unknownColumns } from '../job/unfit-changes.js';
import { type ImportProfile, ProfileStore } from '../store/profile-store.js';
import { TextByColumn } from './import-bodies.js';

class ProfileBody {
  @OneOf(IMPORT_KINDS)
  kind!: ImportKind;

  @Text({ most: 60 })
  name!: string;

  /** Head as written → our head. */
  @TextByColumn()
  columns!: Record<string, string>;
}

/** 列对应方案: what a unit calls its columns, said once; `profile` of an upload names one. */
@ApiTags('imports')
@Controller('import-profiles')
export class ImportProfilesController {
  constructor(@Inject(ProfileStore) private readonly profiles: ProfileStore) {}

  @Get()
  @For(IMPORT_ENTRY)
  @ApiOperation({ summary: '本单位保存的列对应方案 / The saved profiles of the caller’s unit' })
  async list(@Asking() caller: Caller): Promise<ListAnswer<ImportProfile>> {
    const items = await this.profiles.list(caller);
    return { items, nextCursor: null, count: items.length, sums: {} };
  }

  @Post()
  @For(IMPORT_ENTRY)
  @NotACommand()
  @HttpCode(201)
  @ApiOperation({ summary: '保存列对应方案，同名则替换 / Save a profile; one of that name is replaced' })
  save(@Body() { kind, name, columns }: ProfileBody, @Asking() caller: Caller, @Req() request: RimRequest): Promise<ImportProfile> {
    const unknown = unknownColumns(kind, Object.values(columns), 'columns');
    if (unknown.length > 0) throw new ProblemError(unknown);
    return this.profiles.save(caller, kind, name.trim(), columns, request.rim.clock.now());
  }

  @Delete(':id')
  @For(IMPORT_ENTRY)
  @HttpCode(204)
  @ApiOperation({
    summary: '删除本单位的一个列对应方案；已不在的不算错 / Delete a profile of the caller’s unit; one that is gone is no error',
  })
  remove(@Param('id') id: string, @Asking() caller: Caller): Promise<void> {
    return this.profiles.remove(caller, id);
  }
}
