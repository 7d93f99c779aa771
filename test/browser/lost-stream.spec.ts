import { ConsoleBrowser, holds, settled } from '../support/console-browser.js';
import { eventually } from '../support/eventually.js';
import { signIn } from '../support/sign-in.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { THIS_YEAR } from '../support/this-year.js';

let console_: ConsoleBrowser;
let unitId: string;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
  unitId = (await console_.ask<{ unitId: string }>('demo-unit', 'session')).unitId;
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

/** A purchase that somebody else records meanwhile. @throws where it is refused */
async function recordElsewhere(id: string): Promise<void> {
  const signed = await signIn(console_.ledger.url, 'demo-unit', console_.demoPassword);
  const lines = [{ product: '猕猴桃', category: 'fruit', quantity: 500, unit: '斤', amountFen: 225_000 }];
  const facts = { unitId, channel: '832', platformOrderNo: id, supplierName: '示例果业', funding: 'union', settlement: 'postpaid', lines };
  const answer = await signed.post('/api/orders', { id, ...facts });
  if (!answer.ok) throw new Error(`orders → ${answer.status} ${await answer.text()}`);
}

test('B37 a line that falls silent without being closed is dead after 45 s: the page says so, asks by itself, and comes back', async () => {
  const { hostname: host, port } = new URL(console_.ledger.url);
  const line = await TcpProxy.listen({ host, port: Number(port) });
  const through = await ConsoleBrowser.over({ url: `http://127.0.0.1:${line.port}` });
  try {
    const page = await through.open('demo-leader', '/rules');
    await page.clock.install();
    await page.goto(`${through.ledger.url}/overview?year=${THIS_YEAR}`);
    await settled(page);
    await page.getByText('实时更新', { exact: true }).waitFor();
    const figure = 'document.querySelector(\'[data-card="purchase.ordered"] .value\').innerText';
    const before = await page.evaluate<string>(figure);
    await page.route('**/api/stream', (route) => route.abort());
    line.stall();
    await page.clock.fastForward(46_000);
    await page.getByText('实时更新已断开').waitFor();
    await line.restore();
    await recordElsewhere('lost-2');
    await page.clock.fastForward(10_000);
    await holds(page, `${figure} !== ${JSON.stringify(before)}`, 15_000);
    await page.unroute('**/api/stream');
    await page.clock.fastForward(10_000);
    await page.getByText('实时更新', { exact: true }).waitFor();
  } finally {
    await through.stop();
    await line.stop();
  }
});

test('B37 a quiet line that beats is not taken for dead', async () => {
  const page = await console_.open('demo-leader', '/rules');
  await page.clock.install();
  let [opened, beats] = [0, 0];
  page.on('request', (request) => (opened += request.url().endsWith('/api/stream') ? 1 : 0));
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.eventSourceMessageReceived', ({ eventName }) => (beats += eventName === 'beat' ? 1 : 0));
  await page.goto(`${console_.ledger.url}/rules`);
  await settled(page);
  await eventually('the first beat', () => beats > 0, 20_000);
  const before = { opened, beats };
  // The page's clock goes on by itself, too: 25 s and the 15 to the next beat are less than 45, twice 25 and 15 are more.
  await page.clock.fastForward(25_000);
  await eventually('the next beat', () => beats > before.beats, 20_000);
  await page.clock.fastForward(25_000);
  await page.getByText('实时更新', { exact: true }).waitFor();
  expect(opened).toBe(before.opened);
}, 60_000);
