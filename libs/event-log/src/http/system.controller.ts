import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SYSTEM_READING } from '#contracts';
import { For } from '#platform';
import { Ledger } from '../ledger.js';
import { systemState, type SystemState } from '../system-state.js';
import { PROCESS_NAME } from '../tokens.js';

/** How each projection stands against the true head (contract §5). */
@ApiTags('system')
@Controller('system')
export class SystemController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PROCESS_NAME) private readonly process: string,
  ) {}

  @Get()
  @For(SYSTEM_READING)
  @ApiOperation({ summary: '各项汇总数据的进度 / How far each read model is' })
  state(): Promise<SystemState> {
    return systemState(this.ledger, this.process);
  }
}
