import { squeezed } from '#contracts';
import { countyByCode, POVERTY_COUNTIES } from '#contracts/counties';
import { inFull, NAMESAKES, type Place, placesLike } from './close-county.js';

/** Codes by the names people write: alone, and behind prefecture and province. Names that repeat stand for nobody. */
const CODES = codesByName();

/** What a text says of a county: one of the 832 by its code, or several it may mean in full, or none, with one it is close to. */
export type ReadCounty =
  | { readonly kind: 'county'; readonly code: string }
  | { readonly kind: 'several'; readonly candidates: readonly string[] }
  | { readonly kind: 'none'; readonly suggestion?: string };

/** Reads one of the 832 counties: by its code, or by a name that only it has. What is close is only suggested. */
export function readCounty(text: string): ReadCounty {
  const written = squeezed(text);
  const code = /^\d{6}$/.test(written) ? countyByCode(written)?.code : CODES.get(written);
  if (typeof code === 'string') return { kind: 'county', code };
  const places = placesLike(written);
  const [only] = places;
  if (places.length > 1) return { kind: 'several', candidates: places.map(inFull) };
  return only === undefined || only.code === null ? { kind: 'none' } : { kind: 'none', suggestion: shortest(only) };
}

/** 陕西省西安市周至县. @param code of one of the 832 */
export function countyInFull(code: string): string {
  const county = countyByCode(code);
  return county === undefined ? code : inFull(county);
}

/** The name that is read as this place. */
function shortest(place: Place): string {
  return CODES.get(place.name) === place.code ? place.name : inFull(place);
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
  for (const { name } of NAMESAKES) codes.set(name, null);
  return codes;
}
