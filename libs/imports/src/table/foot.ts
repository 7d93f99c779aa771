import { plain } from '#contracts';
import { type Cell, cellText, Cleared, type MergedRange, type SheetRow } from '../file/sheet.js';
import { amountUnitOf } from '../value/amount-unit.js';
import { measureWordOf } from '../value/read-quantity.js';
import { isNothing } from '../value/reading.js';

/** Sums below rows and between them: no rows of data (contract §9, Imports). */
const SUM =
  /^.{0,30}(?:合计|总计|小计|共计|累计)(?:金额|数量|数|额)?(?:\(.*\))?(?:[:：].{0,30})?$|^(?:采购|销售|支付)?总(?:金额|数量|额)(?:\(.*\))?[:：]?$/;
const WHO = [
  '制表|填表|填报|制单|审核|复核|审批|批准|经办|经手|负责|分管|主管|主管领导|单位负责|联系|采购|验收|保管|监督|记账',
  '校长|园长|院长|站长|科长|局长|主任|书记|会计|出纳|财务|财务主管|领导|签字|签名|签章|盖章|公章',
].join('|');
const WHAT = '备注|说明|填表说明|填报说明|编制说明|注|附注|注意事项|日期|时间|(?:填表|填报|制表|打印|导出|审核)(?:日期|时间)';
const BEHIND = '(?:人|员|单位|人员|领导|负责人)?(?:签字|签名|签章|盖章|\\((?:签字|签名|签章|盖章|公章)\\))?\\d?';
/** A signature, a day or a note under a table, with a colon behind what it is. */
const NOTE = new RegExp(`^(?:(?:${WHO})${BEHIND}|${WHAT})[:：]`);
/** The same without a colon: alone in its cell, or the beginning of a sentence that is alone in its row. */
const BARE_SIGNATURE = new RegExp(`^(?:${WHO})(?:人|人员|负责人)?(?:签字|签名|签章|盖章)?(?:\\((?:签字|签名|签章|盖章|公章)\\))?$`);
const BARE_NOTE = /^(?:备注|说明|填表说明|填报说明|编制说明|附注|注[\d.、]|以上|本表|此表|\*)/;
/** What stands in a row of a sum besides units of measure: numbers, `共12笔`, `2020年6月`, 壹仟元整, a formula that failed. */
const COUNTED = /^共?计?[¥\s\d.,()-]+\D{0,4}$|^\d{4}年\d{1,2}月份?$|^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整:大写()]+$|^#/;

/**
 * A sum, a signature, a note or a title between rows: it says so in one of its first two cells and names neither goods nor
 * a day; or its one cell lies across the table.
 * @param own the row's cells by key, before labels merged downwards are put to it
 */
export function isFoot({ row, cells }: SheetRow, own: Readonly<Record<string, Cell>>, { across, isOfGoods }: FootSigns): boolean {
  const at = filledFrom(cells, 0);
  const next = filledFrom(cells, at + 1);
  const [first, second] = [shownIn(cells[at]), shownIn(cells[next])];
  const hasNoGoods = (): boolean => isOfGoods && !namesGoods(own);
  if (SUM.test(first) || SUM.test(second)) return hasNoGoods() || shownAll(cells).every((text) => SUM.test(text) || isCounted(text));
  if (NOTE.test(first)) return hasNoGoods() || Object.keys(own).length <= 2 || shownAll(cells).every((text) => NOTE.test(text));
  if (BARE_SIGNATURE.test(first)) return hasNoGoods();
  if (next < cells.length || typeof cells[at] !== 'string') return false;
  return BARE_NOTE.test(first) || across.has(`${row}:${at}`);
}

/** The first cell from an index on that is not empty; behind the last where there is none. */
function filledFrom(cells: SheetRow['cells'], from: number): number {
  let index = from;
  while (index < cells.length && cells[index] === null) index += 1;
  return index;
}

function shownAll(cells: SheetRow['cells']): string[] {
  return cells.flatMap((cell) => (cell === null ? [] : [shownIn(cell)]));
}

/** What of a sheet tells its feet. */
export interface FootSigns {
  /** Of {@link cellsAcross}. */
  readonly across: ReadonlySet<string>;
  /** Whether every row of data names goods and a day. */
  readonly isOfGoods: boolean;
}

/** Cells that lie across three columns or more, as `row:column`. */
export function cellsAcross(merges: readonly MergedRange[]): ReadonlySet<string> {
  const across = merges.filter(({ fromColumn, toColumn }) => toColumn - fromColumn >= 2);
  return new Set(across.map(({ fromRow, fromColumn }) => `${fromRow}:${fromColumn}`));
}

function namesGoods({ product = null, day = null }: Readonly<Record<string, Cell>>): boolean {
  return [product, day].some((cell) => cell !== null && !(cell instanceof Cleared) && !SUM.test(shownIn(cell)));
}

function isCounted(text: string): boolean {
  return isNothing(text) || COUNTED.test(text) || measureWordOf(text) !== undefined || amountUnitOf(text) !== undefined;
}

function shownIn(cell: Cell | undefined): string {
  return plain(cellText(cell)).replace(/\s+/g, '');
}
