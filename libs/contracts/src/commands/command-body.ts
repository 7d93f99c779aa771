import type { BusinessDay } from '../units.js';
import { Day, Flag, Ids, Text } from './fields.js';

/** What every command body may carry (contract §3). */
export class CommandBody {
  /** 业务日期; absent = today. A later day than today is refused by the rim (`DATE.FUTURE`). */
  @Day({ optional: true, description: '业务日期，默认今天' })
  occurredOn?: BusinessDay;

  /** 约/余/近/达: kept, and shown with 约 in every total it enters. */
  @Flag({ optional: true, description: '约数' })
  approximate?: boolean;

  /** Ids of files that prove the entry. */
  @Ids({ optional: true, description: '凭证文件' })
  evidence?: string[];
}

/** An entry that a reviewer may make in a locked period, saying why. */
export class AdjustableBody extends CommandBody {
  @Text({ optional: true, most: 500, description: '调整原因：业务日期所在期间已锁定时，由主管审核人员填写' })
  adjustmentReason?: string;
}

/** A step that needs nothing but its context. */
export class PlainBody extends CommandBody {}

/** A step that must say why. */
export class ReasonBody extends CommandBody {
  @Text({ most: 500, description: '原因' })
  reason!: string;
}
