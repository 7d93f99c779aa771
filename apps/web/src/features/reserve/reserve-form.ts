import { CANTEEN_STATES, type CanteenState, type Fen, floorOf } from '#contracts';
import type { DeclareReserveBody } from '#contracts/commands';
import type { ReserveItem } from '../../api/record-answers';
import { fenOf, yuanText } from '../../shared/decimal-input';

export { CANTEEN_STATES };

/** What is being typed of a declaration. */
export interface ReserveForm {
  canteen: CanteenState;
  canteenSpend: string;
  canteenReserve: string;
  unionSpend: string;
  unionReserve: string;
  representativeUnitId: string;
  contractorName: string;
  note: string;
  reason: string;
}

export function reserveForm(item?: ReserveItem): ReserveForm {
  return {
    canteen: (item?.canteen ?? 'own') as CanteenState,
    canteenSpend: yuanText(item?.canteenSpendFen),
    canteenReserve: yuanText(item?.canteenReserveFen),
    unionSpend: yuanText(item?.unionSpendFen),
    unionReserve: yuanText(item?.unionReserveFen),
    representativeUnitId: item?.representativeUnitId ?? '',
    contractorName: '',
    note: '',
    reason: '',
  };
}

/** Whether the canteen's amounts are this unit's to declare. */
export function hasCanteenAmounts({ canteen, representativeUnitId }: ReserveForm, unitId: string): boolean {
  return canteen === 'own' || canteen === 'outsourced' || (canteen === 'shared' && representativeUnitId === unitId);
}

/** The least that may be reserved of what is typed; undefined without a rule or an amount. */
export function leastOf(form: ReserveForm, floorPermille: number | undefined): Fen | undefined {
  const spend = fenOf(form.canteenSpend);
  return spend === undefined || floorPermille === undefined ? undefined : floorOf(spend, floorPermille);
}

/** The declaration; amounts that the state of the canteen does not carry are left out. */
export function reserveBody(form: ReserveForm, unitId: string): DeclareReserveBody {
  const amount = (name: 'canteenSpendFen' | 'canteenReserveFen' | 'unionSpendFen' | 'unionReserveFen', text: string): object => {
    const fen = fenOf(text);
    return fen === undefined ? {} : { [name]: fen };
  };
  const { canteen, contractorName, representativeUnitId, note } = form;
  return {
    canteen,
    ...(hasCanteenAmounts(form, unitId)
      ? { ...amount('canteenSpendFen', form.canteenSpend), ...amount('canteenReserveFen', form.canteenReserve) }
      : {}),
    ...(canteen === 'shared' && representativeUnitId !== unitId
      ? {}
      : { ...amount('unionSpendFen', form.unionSpend), ...amount('unionReserveFen', form.unionReserve) }),
    ...(canteen === 'shared' ? { representativeUnitId } : {}),
    ...(canteen === 'outsourced' ? { contractorName } : {}),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}
