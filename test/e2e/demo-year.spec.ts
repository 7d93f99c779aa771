import { type RunningLedger, startLedger } from '../support/running-ledger.js';
import { demoYearFacts } from './demo-year.facts.js';
import { importFacts } from './imports.facts.js';

describe('sheets on one machine', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  }, 120_000);

  afterAll(() => ledger.stop());

  importFacts(() => ledger);
});

describe('the demo year lianhu-2020 on one machine', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger({ BANGFU_DEMO: 'lianhu-2020' });
  }, 120_000);

  afterAll(() => ledger.stop());

  demoYearFacts(() => ledger);

  it('is told by the command line in the words of the route, also for a year without entries', async () => {
    const { note } = await ledger.get('/api/reports/annual?year=2018');
    expect((await ledger.cli('report', 'annual', '2018')).output).toContain(String(note));
  });

  it('is told in the terminal at the first start', () => {
    expect(ledger.output()).toContain('帮助贫困户销售猕猴桃4.7万斤（23.5吨）');
  });

  it('leaves no trace in any figure after it was cleared, and can be loaded again', async () => {
    await ledger.stop();
    expect(await ledger.cli('demo', 'clear')).toMatchObject({ code: 0 });
    expect(await ledger.cli('verify')).toMatchObject({ code: 0 });
    await ledger.restart();
    const { items } = await ledger.get('/api/figures');
    for (const { name, unit } of items as { name: string; unit: string }[]) {
      const answer = await ledger.get(`/api/figures/${name}?year=2020`);
      expect([name, answer.value, answer.demo]).toEqual([name, unit === 'ratio' || unit === 'permyriad' ? null : 0, false]);
    }
    for (const path of ['orders', 'sales', 'projects', 'households', 'units', 'activities', 'villages', 'reserves']) {
      expect([path, (await ledger.get(`/api/${path}`)).count]).toEqual([path, 0]);
    }
    await ledger.stop();
    expect(await ledger.cli('demo', 'load')).toMatchObject({ code: 0 });
    await ledger.restart();
    expect(await ledger.get('/api/figures/sales.weight?year=2020')).toMatchObject({ value: 23_500_000 });
  }, 120_000);
});
