import { squeezed } from '#contracts';
import { countyByCode, POVERTY_COUNTIES } from '#contracts/counties';

/** Codes by the names people write: alone, and behind prefecture and province. Names that repeat stand for nobody. */
const CODES = codesByName();

/**
 * The code of one of the 832 counties: by its code, or by a name that only it has.
 * @returns undefined where the text names none of them, or could name two
 */
export function countyOf(text: string): string | undefined {
  const written = squeezed(text);
  if (/^\d{6}$/.test(written)) return countyByCode(written)?.code ?? undefined;
  return CODES.get(written) ?? undefined;
}

/** 陕西省西安市周至县: a county as it can be told from others of its name. @param code as of {@link countyOf} */
export function countyInFull(code: string): string {
  const county = countyByCode(code);
  return county === undefined ? code : `${county.province}${county.prefecture}${county.name}`;
}

function codesByName(): ReadonlyMap<string, string | null> {
  const codes = new Map<string, string | null>();
  for (const { code, name, listedName, province, prefecture } of POVERTY_COUNTIES) {
    if (code === null) continue;
    for (const own of new Set([name, listedName])) {
      for (const written of new Set([own, `${prefecture}${own}`, `${province}${own}`, `${province}${prefecture}${own}`])) {
        const there = codes.get(written);
        codes.set(written, there === undefined || there === code ? code : null);
      }
    }
  }
  return codes;
}
