const NUMBER_PX = 64;
const STATE_PX = 92;
const CELL_PX = 132;
/** A number of the 832 platform has twenty digits, and a mark before them where something is to be said of it. */
const WIDE: Readonly<Partial<Record<string, number>>> = { 订单编号: 236 };

/** The columns of the table of rows: how wide each is and all are together, as CSS says it. */
export function rowGrid(columns: readonly string[]): { readonly columns: string; readonly width: string } {
  const widths = [NUMBER_PX, STATE_PX, ...columns.map((column) => WIDE[column] ?? CELL_PX)];
  return { columns: widths.map((px) => `${px}px`).join(' '), width: `${widths.reduce((sum, px) => sum + px, 0)}px` };
}
