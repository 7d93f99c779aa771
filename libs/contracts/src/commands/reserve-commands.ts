import { CANTEEN_STATES, type CanteenState } from '../events/reserve-events.js';
import type { Fen } from '../units.js';
import { CommandBody } from './command-body.js';
import { FenAmount, Id, OneOf, Text } from './fields.js';
import { Requires } from './requires.js';

/** 预留份额填报 */
@Requires<DeclareReserveBody>(({ canteen, representativeUnitId, contractorName }) => ({
  ...(canteen === 'shared' ? { representativeUnitId } : {}),
  ...(canteen === 'outsourced' ? { contractorName } : {}),
}))
export class DeclareReserveBody extends CommandBody {
  @OneOf(CANTEEN_STATES, { description: '食堂情况' })
  canteen!: CanteenState;

  @FenAmount({ optional: true, least: 0, description: '食堂食材采购总额（分）' })
  canteenSpendFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '食堂预留金额（分）' })
  canteenReserveFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '工会采购总额（分）' })
  unionSpendFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '工会预留金额（分）' })
  unionReserveFen?: Fen;

  @Id({ optional: true, description: '共用食堂的填报（代表）单位' })
  representativeUnitId?: string;

  @Text({ optional: true, description: '承包单位' })
  contractorName?: string;

  @Id({ optional: true, description: '豁免文件' })
  exemptionFileId?: string;

  @Text({ optional: true, most: 1000, description: '备注' })
  note?: string;
}

/** 预留份额调整 */
export class AdjustReserveBody extends DeclareReserveBody {
  @Text({ most: 500, description: '调整原因' })
  reason!: string;
}
