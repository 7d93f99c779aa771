import { type County, POVERTY_COUNTIES } from '#contracts/counties';

/** A place that a name of a county may mean. */
export type Place = Pick<County, 'code' | 'name' | 'listedName' | 'province' | 'prefecture'>;

/**
 * Places beside the 832 that have the name of one of them (GB/T 2260, as of 2024-12-31): no two 县 have one name, some 区 have.
 * Without a code here, as none of them may be an origin.
 */
export const NAMESAKES: readonly Place[] = [{ code: null, name: '城关区', listedName: '城关区', province: '甘肃省', prefecture: '兰州市' }];

/** The peoples whose names stand in those of autonomous places; 各 as in 各族自治县. */
const PEOPLES =
  '各|保安|布朗|布依|朝鲜|达斡尔|傣|东乡|侗|独龙|哈尼|哈萨克|回|景颇|柯尔克孜|拉祜|黎|傈僳|满|毛南|蒙古|苗|仫佬|纳西|怒|普米|羌|仡佬|' +
  '撒拉|畲|水|塔吉克|土家|土|佤|维吾尔|锡伯|瑶|彝|裕固|藏|壮|白';
const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:(?:${PEOPLES})族?)*族?自治([州县旗区])$`);
const PLAIN = /^(.{2,}?)(?:地区|林区|特区|[省市州盟县区旗])$/;

/** Every way people write a name: 山阳县, 山阳 · 寻甸回族彝族自治县, 寻甸县, 寻甸. */
function formsOf(name: string): readonly string[] {
  const [, own, ending] = AUTONOMOUS.exec(name) ?? [];
  if (own !== undefined && ending !== undefined) return [name, `${own}${ending}`, own];
  const [, stem] = PLAIN.exec(name) ?? [];
  return stem === undefined ? [name] : [name, stem];
}

/** Made when the first text names no county as it stands: most sheets have none. */
let forms: ReadonlyMap<string, readonly Place[]> | undefined;

/** The places a text may mean: by name, with or without its ending, and what lies above it before it or not. */
export function placesLike(written: string): readonly Place[] {
  const places = (forms ??= byForm());
  const signs = Array.from(written);
  const found = signs.flatMap((_, from) => {
    const above = signs.slice(0, from).join('');
    return (places.get(signs.slice(from).join('')) ?? []).filter((place) => isAbove(above, place));
  });
  return [...new Set(found)];
}

/** 陕西省西安市周至县: a place as it can be told from others of its name. */
export function inFull({ province, prefecture, name }: Place): string {
  return [...new Set([province, prefecture, name])].join('');
}

function isAbove(text: string, { province, prefecture }: Place): boolean {
  if (text === '') return true;
  const [provinces, prefectures] = [formsOf(province), formsOf(prefecture)];
  const ways = [...provinces, ...prefectures, ...provinces.flatMap((one) => prefectures.map((other) => `${one}${other}`))];
  return ways.includes(text);
}

function byForm(): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const place of [...POVERTY_COUNTIES.filter(({ code }) => code !== null), ...NAMESAKES]) {
    for (const form of new Set([place.name, place.listedName].flatMap(formsOf))) {
      places.set(form, [...(places.get(form) ?? []), place]);
    }
  }
  return places;
}
