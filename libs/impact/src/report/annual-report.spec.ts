import { ratioOf } from '../figure/ratio.js';
import { type AnnualReport, type ReportSource, type Sentence, writeSentences, yearBefore } from './annual-report.js';
import { ANNUAL_TEMPLATES } from './annual-templates.js';
import { FixedSource, LIANHU, LIANHU_SERIES, lianhu, stage } from '../testing/report-scenario.js';

type Written = Pick<AnnualReport, 'sentences' | 'omitted'>;

function written(source: ReportSource): Promise<Written> {
  return writeSentences(ANNUAL_TEMPLATES, source);
}

function sentence({ sentences }: Written, template: string): Sentence {
  const found = sentences.find((candidate) => candidate.template === template);
  if (found === undefined) throw new Error(`no sentence ${template}`);
  return found;
}

async function textOf(template: string, source: ReportSource): Promise<string> {
  return sentence(await written(source), template).text;
}

async function reasonOf(template: string, source: ReportSource): Promise<string | undefined> {
  return (await written(source)).omitted.find((omission) => omission.template === template)?.reason;
}

describe('the annual paragraph', () => {
  it('states what the year gave, purchases first, in the order of a work report', async () => {
    const { sentences } = await written(lianhu());
    expect(sentences.map((one) => one.text)).toEqual([
      '全年通过832平台采购农副产品，下单91.27万元、支付91.23万元、验收88.11万元、完成65.02万元。',
      '832平台支付额由上年同期的75.64万元增至91.23万元，同比增长20.6%（按未四舍五入数计算）。',
      '已确认预留份额62.48万元，832平台采购的完成率为下单口径146.1%、支付口径146.02%、验收口径141.04%、完成口径104.07%（按未四舍五入数计算）。',
      '应填报预算单位12家，已填报11家，填报率91.67%，审核通过率90.91%。',
      '帮助贫困户销售猕猴桃4.7万斤（23.5吨），惠及农户8户。',
      '推进果品储存保鲜冷库建设，设计容量200吨，已完成立项审批、施工招标，共2个环节，全年帮助销售量相当于冷库容量的11.75%。',
      '申报“扶贫832”采购平台，已完成提交申报，共1个环节。',
      '建立消费扶贫采购基地1个。',
      '组织到帮扶地考察2次。',
      '举办职业技能培训1期，培训约60人次。',
      '组织农业科技企业送技能1次。',
      '截至年末，包抓的8户贫困户全部脱贫退出，退出率100%。',
      '收到捐款捐物约150万元。',
    ]);
  });

  it('prints no number that no figure supports', async () => {
    const { sentences } = await written(lianhu());
    for (const { text, figures } of sentences) {
      const unsupported = figures.reduce((rest, { printed }) => rest.replace(printed, ''), text.replaceAll('832', ''));
      expect(unsupported).not.toMatch(/\d/);
      for (const { printed } of figures) expect(text).toContain(printed);
    }
  });

  it('names with every number the question that gives it again', async () => {
    const { figures } = sentence(await written(lianhu()), 'cold-storage');
    expect(figures).toContainEqual({
      figure: 'projects.stages-reached',
      filters: { year: 2020, template: 'cold-storage' },
      printed: '2个环节',
    });
    expect(figures).toContainEqual({ figure: 'storage.share', filters: { year: 2020 }, printed: '11.75%' });
  });

  it('leaves out and names every sentence without a base', async () => {
    const { sentences, omitted } = await written(new FixedSource({}));
    expect(sentences).toEqual([]);
    expect(omitted.map((omission) => omission.template)).toEqual(ANNUAL_TEMPLATES.map((template) => template.name));
    expect(omitted.every((omission) => omission.reason !== '')).toBe(true);
  });

  it('leaves out what cannot be counted by unit in the report of one unit', async () => {
    const source = new FixedSource(LIANHU, LIANHU_SERIES, ['activities.visits', 'storage.share']);
    const report = await written(source);
    expect(report.omitted.map((omission) => omission.template)).toContain('visits');
    expect(source.asked).not.toContain('activities.visits');
    expect(sentence(report, 'cold-storage').text).toBe('推进果品储存保鲜冷库建设，设计容量200吨，已完成立项审批、施工招标，共2个环节。');
  });
});

describe('purchases in the paragraph', () => {
  it('prints only the amounts that are there', async () => {
    const source = new FixedSource({ 'purchase.ordered channel=832': { value: 1_500_000, approximate: true } });
    expect(await textOf('purchases-832', source)).toBe('全年通过832平台采购农副产品，下单约1.5万元。');
  });

  it('says 全年 of no year that is not over', async () => {
    const { sentences } = await written(lianhu({}, { yearIsOver: false }));
    expect(sentences.map(({ text }) => text).join('')).not.toContain('全年');
    const running = lianhu({}, { yearIsOver: false });
    expect(await textOf('purchases-832', running)).toContain('截至目前，通过832平台采购农副产品，下单91.27万元');
    expect(await textOf('cold-storage', running)).toContain('环节，截至目前，帮助销售量相当于冷库容量的11.75%');
  });

  it('says up to which day it knows a year that was not over then, and asks for the pace of that day', async () => {
    const june = { yearIsOver: false, knownOn: '2020-06-30' };
    const source = lianhu({ 'reserve.pace to=2020-06-30': { value: { permyriad: 5 } } }, june);
    expect(await textOf('purchases-832', source)).toContain('截至2020年6月30日，通过832平台采购农副产品');
    expect(await textOf('reserve-pace', source)).toContain('高于时间进度0.05个百分点');
    expect(source.asked).not.toContain('reserve.pace');
    const exits = lianhu({ 'households.exit-rate': { value: ratioOf(6, 8) } }, june);
    expect(await textOf('household-exits', exits)).toContain('截至2020年6月30日，包抓的8户');
  });

  it('prints the amounts of one sentence in one unit, as the words around them are set', async () => {
    const small = lianhu({ 'purchase.paid channel=832': { value: 960_000 } });
    expect(await textOf('purchases-832', small)).toContain('下单91.27万元、支付0.96万元、验收88.11万元');
    const tiny = new FixedSource({ 'purchase.ordered channel=832': { value: 91_274_000 }, 'purchase.paid channel=832': { value: 4_050 } });
    expect(await textOf('purchases-832', tiny)).toContain('下单912,740元、支付40.50元。');
    const less = lianhu({ 'purchase.paid channel=832': { value: 960_000 } });
    expect(await textOf('purchases-year-on-year', less)).toContain('75.64万元降至0.96万元');
    const overlap = lianhu({ 'support.overlap': { value: 960_000 } });
    expect(await textOf('sales', overlap)).toContain('其中9,600元同时计为采购');
  });

  it('says of a smaller year that it fell', async () => {
    const source = lianhu({ 'purchase.paid channel=832 year=2019': { value: 100_000_000 } });
    expect(await textOf('purchases-year-on-year', source)).toContain('降至91.23万元，同比下降8.77%');
  });

  it('has no growth without a year before or without purchases', async () => {
    expect(await reasonOf('purchases-year-on-year', lianhu({ 'purchase.paid channel=832 year=2019': {} }))).toContain('上年同期无数据');
    expect(await reasonOf('purchases-year-on-year', lianhu({ 'purchase.paid channel=832': {} }))).toContain('没有相应的入账');
  });

  it('calls a growth approximate where either year is', async () => {
    const source = lianhu({ 'purchase.paid channel=832 year=2019': { value: 75_643_000, approximate: true } });
    expect(await textOf('purchases-year-on-year', source)).toContain('约75.64万元增至91.23万元，同比增长约20.6%');
  });

  it('compares a year that is not over with the same days of the year before', () => {
    expect(yearBefore(2020, '2021-01-05')).toEqual({ year: 2019 });
    expect(yearBefore(2021, '2021-06-30')).toEqual({ year: 2020, to: '2020-06-30' });
    expect(yearBefore(2024, '2024-02-29')).toEqual({ year: 2023, to: '2023-02-28' });
  });

  it('compares with the time gone by only while the year runs', async () => {
    const answers = { 'reserve.pace': { value: { permyriad: -1_234 } } };
    expect(await reasonOf('reserve-pace', lianhu(answers))).toContain('年度已结束');
    expect(await textOf('reserve-pace', lianhu(answers, { yearIsOver: false }))).toBe(
      '完成率低于时间进度12.34个百分点（按未四舍五入数计算）。',
    );
    const ahead = lianhu({ 'reserve.pace': { value: { permyriad: 5 } } }, { yearIsOver: false });
    expect(await textOf('reserve-pace', ahead)).toContain('高于时间进度0.05个百分点');
  });
});

describe('support in the paragraph', () => {
  it('names a product only where all sales are of it', async () => {
    const mixed = new FixedSource(LIANHU, { 'sales.weight by=product': [stage('猕猴桃'), stage('苹果𠮷')] });
    expect(await textOf('sales', mixed)).toContain('销售农产品4.7万斤');
  });

  it('says what is counted as purchase too, and what has no weight', async () => {
    const source = lianhu({
      'sales.unconverted': { value: 3 },
      'sales.amount': { value: 31_020_000 },
      'support.overlap': { value: 1_248_000 },
    });
    expect(await textOf('sales', source)).toBe(
      '帮助贫困户销售猕猴桃4.7万斤（23.5吨），惠及农户8户，另有3笔无净含量、未折算重量，帮助销售金额共31.02万元，其中1.25万元同时计为采购，两者不相加。',
    );
  });

  it('writes sales of which none has a weight by their number and amount, and names the figures', async () => {
    const known = { 'sales.unconverted': { value: 2, approximate: true }, 'sales.amount': { value: 360_000 }, 'sales.reach': { value: 8 } };
    const source = new FixedSource(known, { 'sales.unconverted by=product': [stage('礼盒', 2)] });
    const { text, figures } = sentence(await written(source), 'sales');
    expect(text).toBe('帮助贫困户销售礼盒2笔，均无净含量、未折算重量，惠及农户8户，帮助销售金额共3,600元。');
    expect(figures.map(({ figure }) => figure)).toEqual(['sales.unconverted', 'sales.reach', 'sales.amount']);
    expect(await reasonOf('sales', new FixedSource({}))).toContain('本年没有相应的入账');
  });

  it('says how often a stage was reached where there are several projects of a kind', async () => {
    const source = new FixedSource(
      {
        ...LIANHU,
        'projects.stages-reached template=cold-storage': { value: 4 },
        'projects.stages-reached template=cold-storage stage=approved': { value: 3 },
      },
      { 'projects.stages-reached by=stage template=cold-storage': [stage('approved', 3), stage('tendered')] },
    );
    expect(await textOf('cold-storage', source)).toContain('已完成立项审批3个、施工招标，共4个环节');
  });

  it('does not repeat a cold store in a year in which nothing moved', async () => {
    const source = new FixedSource({ 'storage.capacity': { value: 200_000_000 } });
    expect(await reasonOf('cold-storage', source)).toContain('本年没有新的环节');
  });

  it('tells how far a base has come while it is not established', async () => {
    const source = new FixedSource(
      { 'projects.stages-reached template=purchase-base': { value: 1 } },
      { 'projects.stages-reached by=stage template=purchase-base': [stage('surveyed')] },
    );
    expect(await textOf('purchase-base', source)).toBe('推进消费扶贫采购基地建设，已完成考察，共1个环节。');
  });

  it('says how many have exited where not all have', async () => {
    const source = lianhu({ 'households.exit-rate': { value: ratioOf(6, 8) } });
    expect(await textOf('household-exits', source)).toBe('截至年末，包抓的8户贫困户中6户脱贫退出，退出率75%。');
    expect(await reasonOf('household-exits', lianhu({ 'households.exit-rate': { value: ratioOf(0, 8) } }))).toContain('尚无脱贫退出');
  });

  it('writes exits in the years in which there were some: the next year does not repeat them as its own', async () => {
    const rates = { 'households.exit-rate': { value: ratioOf(8, 8) }, 'households.exit-rate year=2020': { value: ratioOf(8, 8) } };
    expect(await reasonOf('household-exits', new FixedSource(rates, {}, [], { year: 2021 }))).toContain('本年没有脱贫退出');
    const more = { ...rates, 'households.exit-rate year=2020': { value: ratioOf(7, 8) } };
    const year = { year: 2021, yearIsOver: false };
    expect(await textOf('household-exits', new FixedSource(more, {}, [], year))).toBe(
      '截至目前，包抓的8户建档立卡户全部脱贫退出，退出率100%。',
    );
  });
});
