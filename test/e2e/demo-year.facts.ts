import type { Tier } from '../support/tier.js';

/** The facts of the 2020 work report of 莲湖区政协, and what each must give on either tier. */
export function demoYearFacts(tier: () => Tier): void {
  const value = async (figure: string, query = 'year=2020'): Promise<unknown> =>
    (await tier().get(`/api/figures/${figure}?${query}`)).value;

  test.each([
    ['sales.weight', 23_500_000],
    ['storage.capacity', 200_000_000],
    ['storage.share', { numerator: 23_500_000, denominator: 200_000_000, permyriad: 1175 }],
    ['activities.visits', 2],
    ['activities.training-sessions', 1],
    ['activities.donations-received', 150_000_000],
    ['households.exit-rate', { numerator: 8, denominator: 8, permyriad: 10_000 }],
    ['reserve.filing', { numerator: 12, denominator: 12, permyriad: 10_000 }],
  ])('gives %s', async (figure, expected) => {
    expect(await value(figure)).toEqual(expected);
  });

  it('reaches approval and tender of the cold store and nothing after', async () => {
    const { groups } = await tier().get('/api/figures/projects.stages-reached/series?year=2020&by=stage');
    const stages = (groups as { key: string }[]).map((group) => group.key);
    expect(stages).toEqual(expect.arrayContaining(['approved', 'tendered', 'submitted', 'established']));
    for (const open of ['reserve-pool', 'listed', 'filed', 'contracted', 'started', 'admitted']) expect(stages).not.toContain(open);
  });

  it('prints the year in the order and words of the report, every number with its figure', async () => {
    const report = await tier().get('/api/reports/annual?year=2020');
    const sentences = report.sentences as { text: string; figures: { printed: string }[] }[];
    const text = sentences.map((sentence) => sentence.text).join('');
    expect(report.title).toContain('演示');
    for (const words of [
      '猕猴桃4.7万斤（23.5吨）',
      '200吨',
      '立项审批、施工招标',
      '11.75%',
      '“扶贫832”采购平台',
      '全部脱贫退出',
      '约150万元',
    ]) {
      expect(text).toContain(words);
    }
    for (const sentence of sentences) {
      for (const figure of sentence.figures) expect(sentence.text).toContain(figure.printed);
      // What is left, without the platform's name, holds no digit: no number is printed that no figure supports.
      const rest = sentence.figures.reduce((left, figure) => left.replace(figure.printed, ''), sentence.text.replaceAll('832', ''));
      expect(rest).not.toMatch(/\d/);
    }
  });

  it.each([2018, 2021])(
    'does not give %i, in which nothing happened, what was of another year: it says that there is nothing',
    async (year) => {
      const report = await tier().get(`/api/reports/annual?year=${year}`);
      const templates = (report.omitted as { template: string; reason: string }[]).map(({ template }) => template);
      expect(report.sentences).toEqual([]);
      expect(report.note).toContain(`没有${year}年`);
      expect(templates).toEqual(expect.arrayContaining(['purchases-832', 'sales', 'household-exits', 'donations']));
    },
  );

  it('counts a purchase from the base once where it is a helped sale too', async () => {
    expect(await value('support.overlap')).toBe(960_000);
  });

  it('counts of each project the stages that the report tells, and no other', async () => {
    for (const [template, stages] of [
      ['cold-storage', 2],
      ['platform-832-application', 1],
      ['purchase-base', 2],
    ]) {
      expect([template, await value('projects.stages-reached', `year=2020&template=${template}`)]).toEqual([template, stages]);
    }
    expect(await value('projects.stages-reached', 'year=2020&stage=admitted')).toBe(0);
  });

  it('says in the report of one unit what is counted by unit, and names the rest', async () => {
    const { items } = await tier().get('/api/units?limit=200');
    const unit = (items as { id: string; kind: string }[]).find((candidate) => candidate.kind === 'budget-unit');
    const report = await tier().get(`/api/reports/annual?year=2020&unitId=${unit?.id}`);
    const names = (list: unknown): string[] => (list as { template: string }[]).map((entry) => entry.template);
    expect(names(report.sentences)).toContain('purchases-832');
    expect(names(report.omitted)).toEqual(expect.arrayContaining(['sales', 'donations', 'household-exits']));
  });

  it('marks every answer as a demonstration', async () => {
    expect(await tier().get('/api/figures/sales.weight?year=2020')).toMatchObject({ demo: true });
    const { items } = await tier().get('/api/sales?limit=1');
    expect(items).toMatchObject([{ demo: true }]);
  });

  it('gives each figure the sum of its contributions, for every filter it carries', async () => {
    const { items } = await tier().get('/api/figures');
    for (const { name, unit } of items as { name: string; unit: string }[]) {
      const answer = await tier().get(`/api/figures/${name}?year=2020`);
      const list = await tier().get(`/api/figures/${name}/contributions?year=2020&limit=200`);
      if (unit === 'ratio') {
        const { numerator, denominator } = answer.value as { numerator: number; denominator: number };
        expect([name, (list.numerator as { sum: number }).sum, (list.denominator as { sum: number }).sum]).toEqual([
          name,
          numerator,
          denominator,
        ]);
      } else if (unit !== 'permyriad') expect([name, list.sum]).toEqual([name, answer.value]);
    }
  });

  it('has two purchase years in four bases, and a year on year', async () => {
    for (const basis of ['paid', 'completed', 'ordered', 'accepted']) {
      for (const year of [2019, 2020])
        expect((await value('reserve.completion', `year=${year}&basis=${basis}`)) as object).toHaveProperty('permyriad');
    }
  });
}
