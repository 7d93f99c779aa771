import { POVERTY_COUNTIES } from '#contracts/counties';
import { readCounty } from './county-name.js';

const county = (code: string): object => ({ kind: 'county', code });
const suggested = (suggestion: string): object => ({ kind: 'none', suggestion });

describe('a county as people write it', () => {
  it.each([
    ['its code', '610124', county('610124')],
    ['a former code', '130721', county('130705')],
    ['its name', '周至县', county('610124')],
    ['its name with what lies above it', '陕西省 西安市周至县', county('610124')],
    ['its name of 2012', '宣化县', county('130705')],
    ['a name that others have, too, behind its prefecture', '拉萨市城关区', county('540102')],
    ['its name without 县', '山阳', suggested('山阳县')],
    ['the same behind its province', '陕西山阳', suggested('山阳县')],
    ['the same behind its prefecture', '商洛山阳县', suggested('山阳县')],
    ['an autonomous county without its peoples', '寻甸县', suggested('寻甸回族彝族自治县')],
    ['one that is named after its people', '东乡', suggested('东乡族自治县')],
    ['one behind an autonomous prefecture', '恩施州巴东', suggested('巴东县')],
    ['a county behind another province', '甘肃山阳', { kind: 'none' }],
    ['a place that is none of the 832', '上海市浦东新区', { kind: 'none' }],
    ['a namesake that is none of them', '兰州市城关区', { kind: 'none' }],
    ['nothing at all', '?', { kind: 'none' }],
  ])('is read by %s', (_, text, read) => expect(readCounty(text)).toEqual(read));

  it.each(['城关区', '城关'])('that stands for several places is none of them, and they are named: %s', (text) =>
    expect(readCounty(text)).toEqual({ kind: 'several', candidates: ['西藏自治区拉萨市城关区', '甘肃省兰州市城关区'] }),
  );

  const coded = POVERTY_COUNTIES.filter(({ code }) => code !== null);

  it('is each of the 832 by its full name', () => {
    const read = coded.map(({ province, prefecture, name }) => readCounty(`${province}${prefecture}${name}`));
    expect(read).toEqual(coded.map(({ code }) => ({ kind: 'county', code })));
  });

  it('is close to itself without its ending, where it is not called so as well', () => {
    const plain = coded.filter(({ name }) => name.length > 2 && !/自治|林区|特区/.test(name));
    const read = plain.map(
      ({ code, province, prefecture, name }) => [code, readCounty(`${province}${prefecture}${name.slice(0, -1)}`)] as const,
    );
    const others = read.filter(([code, one]) => (one.kind === 'county' ? one.code !== code : Object.keys(one).length < 2));
    expect(others).toEqual([]);
  });
});
