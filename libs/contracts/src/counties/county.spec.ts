import { type County, countyByCode, POVERTY_COUNTIES } from './county.js';

/** Counties per province of the list of 2012. */
const PER_PROVINCE = {
  云南省: 88,
  西藏自治区: 74,
  四川省: 66,
  贵州省: 66,
  甘肃省: 58,
  陕西省: 56,
  河北省: 45,
  青海省: 42,
  湖南省: 40,
  河南省: 38,
  山西省: 36,
  广西壮族自治区: 33,
  新疆维吾尔自治区: 32,
  内蒙古自治区: 31,
  湖北省: 28,
  江西省: 24,
  黑龙江省: 20,
  安徽省: 20,
  重庆市: 14,
  吉林省: 8,
  宁夏回族自治区: 8,
  海南省: 5,
};

function codesOf({ code, formerCodes }: County): readonly string[] {
  return [...(code === null ? [] : [code]), ...formerCodes];
}

describe('the 832 counties', () => {
  it('are 832, as many in each province as on the list', () => {
    const counted: Record<string, number> = {};
    for (const { province } of POVERTY_COUNTIES) counted[province] = (counted[province] ?? 0) + 1;
    expect(counted).toEqual(PER_PROVINCE);
    expect(POVERTY_COUNTIES).toHaveLength(832);
  });

  it('have codes of six digits that name one county each, former ones included', () => {
    const codes = POVERTY_COUNTIES.flatMap(codesOf);
    expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('are known by a code of today but for the two administrative committees that have none', () => {
    const without = POVERTY_COUNTIES.filter((county) => county.code === null);
    expect(without.map((county) => county.listedName)).toEqual(['冷湖行委', '大柴旦行委']);
    expect(without.every((county) => county.note !== null)).toBe(true);
  });

  it('left poverty between 2016 and 2020', () => {
    expect(POVERTY_COUNTIES.filter(({ exitYear }) => !(exitYear >= 2016 && exitYear <= 2020))).toEqual([]);
    expect(countyByCode('610124')).toMatchObject({ name: '周至县', province: '陕西省', prefecture: '西安市', exitYear: 2018 });
    expect(countyByCode('611024')).toMatchObject({ name: '山阳县', exitYear: 2019 });
  });

  it('are found by a former code under the name of today', () => {
    expect(countyByCode('130721')).toMatchObject({ code: '130705', name: '宣化区', listedName: '宣化县' });
    expect(countyByCode('130721')).toBe(countyByCode('130705'));
  });

  it('are nothing else: another code, a name or a name of the language finds none', () => {
    for (const code of ['610104', '000000', '', '周至县', '__proto__', 'constructor']) expect(countyByCode(code)).toBeUndefined();
  });
});
