import { ConsoleBrowser, holds, settled } from '../support/console-browser.js';
import type { RunningCluster } from '../support/running-cluster.js';

/** The main ways through the console, over the gateway: what a browser sees there is what it sees in front of one process. */
export function clusterConsoleFacts(cluster: () => RunningCluster): void {
  describe('the console over the gateway', () => {
    let console_: ConsoleBrowser;

    beforeAll(async () => {
      console_ = await ConsoleBrowser.over(cluster());
    });
    afterEach(() => console_.closePages());
    afterAll(() => console_.stop());

    it('leads from a figure of the overview to its entries and down to a record', async () => {
      const page = await console_.open('demo-leader', '/overview?year=2020');
      await settled(page);
      const figure = page.locator('[data-card] [data-figure="purchase.paid"]').first();
      await figure.click();
      const sum = page.locator('.evidence [data-sum]');
      await sum.waitFor();
      const answer = await console_.ask<{ value: number }>('demo-leader', 'figures/purchase.paid?year=2020&channel=832');
      expect(Number(await sum.getAttribute('data-sum'))).toBe(answer.value);
      await page.locator('.evidence [data-row]').first().click();
      await page.locator('.evidence .history li').first().waitFor();
      expect(page.watched).toEqual({ errors: [], foreign: [] });
    });

    it('shows on an open overview what is entered on another page, without reload', async () => {
      const overview = await console_.open('demo-leader', '/overview?year=2026');
      await settled(overview);
      const shown = 'document.querySelector(\'[data-card="purchase.ordered"] .value\').innerText';
      const before = await overview.evaluate<string>(shown);
      const page = await console_.open('demo-unit', '/purchases/new');
      await settled(page);
      const values = { product: '猕猴桃', quantity: '500', amount: '2250', supplierName: '示例合作社', platformOrderNo: 'GATEWAY-LIVE' };
      for (const [name, value] of Object.entries(values)) await page.locator(`input[name=${name}]`).fill(value);
      await page.keyboard.press('Control+Enter');
      await page.getByText('已计入总览').waitFor();
      await holds(overview, `${shown} !== ${JSON.stringify(before)}`);
    });

    it('says by which command the operator loads a demonstration or rebuilds', async () => {
      const page = await console_.open('admin', '/admin');
      await settled(page);
      await page.locator('[data-operations]').getByRole('button', { name: '清空演示数据' }).click();
      const refusal = page.locator('[data-operations] [role=alert]');
      await refusal.waitFor();
      expect(await refusal.innerText()).toContain('npm run bangfu -- cluster demo clear');
    });
  });
}
