import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, type CommandContext, type CommandResult, lastDayOf, type ProblemItem } from '#contracts';
import type { LockPeriodBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { PERIOD_LOCKING } from '../directory-access.js';
import { proofOf } from '../files/proof.js';
import { unitStream } from '../unit/unit.js';
import { lockPeriod, periodLockStream } from './period-lock.js';

/** 锁定期间 */
export class LockPeriod {
  constructor(
    readonly lockId: string,
    readonly body: LockPeriodBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(LockPeriod)
export class LockPeriodHandler implements ICommandHandler<LockPeriod, CommandResult> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    @Inject(referencesToken('directory')) private readonly references: References,
  ) {}

  async execute({ lockId, body, context }: LockPeriod): Promise<CommandResult> {
    const { unitId, period, reason = null } = body;
    const proof = await proofOf(this.log, body.evidence ?? []);
    const locking = {
      lockId,
      unitId,
      period,
      reason,
      evidence: proof.evidence,
      occurredOn: body.occurredOn ?? context.today,
      today: context.today,
      unfit: [...(await this.outOfReach(body, context)), ...proof.unfit],
    };
    const refs = { locks: periodLockStream(unitId), unit: unitStream(unitId) };
    return this.log.submit(context, lockId, refs, ({ locks, unit }) => lockPeriod(locks.state, unit.state, locking));
  }

  /** The unit where its giver does not reach it: in the tree of the last day that is locked. */
  private async outOfReach({ unitId, period }: LockPeriodBody, context: CommandContext): Promise<ProblemItem[]> {
    // Waiting for the unit is waiting for its place in the tree, too.
    await this.references.unit(unitId);
    const scope = await this.references.scopeOf(callerIn(context), PERIOD_LOCKING);
    return scope.covers(unitId, lastDayOf(period)) ? [] : [{ code: 'UNIT.UNKNOWN', path: 'unitId', params: { unitId } }];
  }
}
