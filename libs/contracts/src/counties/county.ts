import { POVERTY_COUNTIES_832 } from './poverty-counties-832.js';

/** 脱贫县: one of the 832 counties of the list. */
export interface County {
  /** Today's six-digit code; `null` for the two 行政委员会 that have none. */
  readonly code: string | null;
  /** Today's name. */
  readonly name: string;
  /** The name on the list of 2012. */
  readonly listedName: string;
  readonly province: string;
  readonly prefecture: string;
  /** Codes the place has had since 2012. */
  readonly formerCodes: readonly string[];
  /** 摘帽 year: partly from a single source, so it informs and decides nothing. */
  readonly exitYear: number;
  readonly note: string | null;
}

/** All 832, in the order of today's codes. */
export const POVERTY_COUNTIES: readonly County[] = POVERTY_COUNTIES_832.trim().split('\n').slice(1).map(countyOf);

const BY_CODE: ReadonlyMap<string, County> = new Map(
  POVERTY_COUNTIES.flatMap((county) => codesOf(county).map((code): [string, County] => [code, county])),
);

/**
 * The county a code stands for, today's or a former one. Never look one up by name: names repeat and change.
 * @returns undefined for a code that is not of the 832
 */
export function countyByCode(code: string): County | undefined {
  return BY_CODE.get(code);
}

function countyOf(line: string): County {
  const [code = '', name = '', province = '', prefecture = '', listedName = '', formerCodes = '', exitYear = '', note = ''] =
    line.split(',');
  return {
    code: code === '' ? null : code,
    name,
    listedName,
    province,
    prefecture,
    formerCodes: formerCodes === '' ? [] : formerCodes.split(';'),
    exitYear: Number(exitYear),
    note: note === '' ? null : note,
  };
}

function codesOf({ code, formerCodes }: County): readonly string[] {
  return code === null ? formerCodes : [code, ...formerCodes];
}
