import { type AnnualReport, noteOf, renderAnnual, titleOf } from './annual-report.js';

describe('the report as a page', () => {
  const REPORT: AnnualReport = {
    title: titleOf(2020, true),
    year: 2020,
    demo: true,
    asOf: { knownAt: '2021-01-05T02:00:00.000Z', positions: {} },
    sentences: [
      { template: 'visits', text: '组织到帮扶地考察2次。', figures: [] },
      { template: 'donations', text: '收到捐款捐物约150万元。', figures: [] },
    ],
    omitted: [{ template: 'sales', reason: '没有' }],
  };

  it('titles a demonstration as one, and the work as its year did', () => {
    expect(titleOf(2020, true)).toBe('2020年消费扶贫工作情况（演示数据）');
    expect(titleOf(2021, false)).toBe('2021年消费帮扶工作情况');
  });

  it('says of a year of which nothing can be written that there is nothing, and still names what was left out', () => {
    const empty = { ...REPORT, sentences: [], ...noteOf(2018, []) };
    expect(renderAnnual(empty).split('\n').slice(1)).toEqual([
      '',
      '　　账中没有2018年可写入本报告的记录。 / The ledger holds no entries of 2018 for this report.',
      '',
      '未写入（没有依据）：',
      '  · sales：没有',
    ]);
    expect(noteOf(2020, REPORT.sentences)).toEqual({});
  });

  it('shows one paragraph and what was left out', () => {
    expect(renderAnnual(REPORT).split('\n')).toEqual([
      '2020年消费扶贫工作情况（演示数据）',
      '',
      '　　组织到帮扶地考察2次。收到捐款捐物约150万元。',
      '',
      '未写入（没有依据）：',
      '  · sales：没有',
    ]);
    expect(renderAnnual({ ...REPORT, omitted: [] })).not.toContain('未写入');
  });
});
