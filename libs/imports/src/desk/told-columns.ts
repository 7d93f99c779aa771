import type { Columns } from '../kind/column.js';
import type { CellProblem, PlannedRow } from '../plan/plan.js';
import { columnName } from '../table/column-name.js';
import type { Mapping } from '../table/mapping.js';
import { type NumberShape, numberShape } from '../table/number-shape.js';

/** Problems as they are told of one file: its columns by their own names, numbers in their own units. */
export class ToldColumns {
  /** By our head. */
  private readonly told = new Map<string, { readonly name: string; readonly shape: NumberShape }>();

  constructor(columns: Columns, mapping: Mapping | undefined) {
    for (const [key, column] of Object.entries(columns)) {
      const mapped = mapping?.columns[key];
      this.told.set(column.header, { name: columnName(column, mapped), shape: numberShape(column, mapped) });
    }
  }

  /** The row, each of its problems as it is told. */
  row<Row extends PlannedRow>(row: Row): Row {
    return row.cells.length === 0 ? row : { ...row, cells: row.cells.map((cell) => this.cell(cell)) };
  }

  private cell(problem: CellProblem): CellProblem {
    const { column, code, params } = problem;
    const told = this.told.get(column);
    if (told === undefined) return problem;
    return { ...problem, params: { ...params, column: told.name, ...(code === 'CELL.NUMBER_UNREADABLE' ? told.shape : {}) } };
  }
}
