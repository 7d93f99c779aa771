import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discard, RunningLedger, startLedger } from '../support/running-ledger.js';

/** A line of a stack trace: what a person who operates a ledger should never be shown for a finding. */
const STACK_LINE = /^\s+at .*:\d+:\d+/m;

describe('operating a ledger', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger({ BANGFU_DEMO: 'lianhu-2020' });
  });

  afterAll(() => discard(ledger));

  it('says how to stop it', () => {
    expect(ledger.output()).toContain(`kill ${ledger.pid}`);
  });

  it('says at a first start that it takes a while, before it does', () => {
    const [first] = ledger.output().split('\n');
    expect(first).toMatch(/首次启动.*first start/);
  });

  it('prints the paragraph of a year while the server runs', async () => {
    const run = await ledger.cli('report', 'annual', '2020');
    expect(run.code).toBe(0);
    expect(run.output).toContain('4.7万斤（23.5吨）');
  });

  it.each([
    ['cannot be', '/proc/nowhere/data', 'cannot be made'],
    ['is a file', join(process.cwd(), 'package.json'), 'not a folder'],
    ['lies below a file', join(process.cwd(), 'package.json', 'data'), 'cannot be made'],
  ])('ends with a sentence where its data folder %s', async (_, folder, sentence) => {
    const none = new RunningLedger(folder, {});
    const failure = await none.restart().then(
      () => 'started',
      (error: unknown) => String(error),
    );
    expect(failure).toMatch(new RegExp(`ended with 1 .*BANGFU_DATA=.*${sentence}`, 's'));
    expect(failure).not.toMatch(STACK_LINE);
    const run = await none.cli('verify');
    expect(run.code).toBe(1);
    expect(run.output).not.toMatch(STACK_LINE);
  });

  it('names the taken port and the way out before it enters anything, without a stack', async () => {
    const port = new URL(ledger.url).port;
    const above = await mkdtemp(join(tmpdir(), 'bangfu-port-'));
    const second = new RunningLedger(join(above, 'data'), { BANGFU_PORT: port });
    const failure = await second.restart().then(
      () => 'started',
      (error: unknown) => String(error),
    );
    expect(failure).toMatch(/端口已被占用.*BANGFU_PORT/);
    expect(second.output()).not.toContain('首次启动');
    expect(failure).not.toMatch(STACK_LINE);
    expect(await readdir(above)).toEqual([]);
    await rm(above, { recursive: true });
  });

  it('names the process that has the ledger to whoever starts it once more, on the same port', async () => {
    const twin = new RunningLedger(ledger.folder, { BANGFU_PORT: new URL(ledger.url).port });
    const failure = await twin.restart().then(
      () => 'started',
      (error: unknown) => String(error),
    );
    expect(failure).toContain(`账本正由进程 ${ledger.pid} 使用`);
    expect(failure).not.toMatch(STACK_LINE);
  });

  it.each([
    [['backup', tmpdir()], '已存在'],
    [['restore', tmpdir()], '这里没有备份'],
    [['rebuild', 'nothing'], '使用'],
    [['report', 'annual', 'soon'], '四位数字'],
    [['events', 'order-nobody'], '没有记录'],
  ])('%j ends with a sentence and exit code 1', async (args, sentence) => {
    const run = await ledger.cli(...args);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining(sentence) as string });
    expect(run.output).not.toMatch(STACK_LINE);
  });

  it('starts on a day before its shipped rules take effect, and knows only those of days that have come', async () => {
    const early = await startLedger({ BANGFU_TEST: '1', BANGFU_NOW: '2021-06-01T00:00:00.000Z' });
    const { items } = (await early.get('/api/policy-rules')) as { items: { year: number }[] };
    await discard(early);
    expect(items.map(({ year }) => year).sort()).toEqual([2019, 2020, 2021]);
  });

  it('says in one sentence that a demonstration lies after its today', async () => {
    const environment = { BANGFU_TEST: '1', BANGFU_NOW: '2020-06-01T00:00:00.000Z', BANGFU_DEMO: 'lianhu-2020' };
    const early = new RunningLedger(await mkdtemp(join(tmpdir(), 'bangfu-early-')), environment);
    const failure = await early.restart().then(
      () => 'started',
      (error: unknown) => String(error),
    );
    await discard(early);
    expect(failure).toMatch(/首次录入被拒绝.*DATE\.FUTURE/s);
    expect(failure).not.toMatch(STACK_LINE);
  });

  it('says when it has stopped, leaves no pid behind, and then loads nothing a second time', async () => {
    await ledger.stop();
    expect(ledger.output()).toContain('已停止 / stopped');
    expect(existsSync(join(ledger.folder, 'bangfu.pid'))).toBe(false);
    const again = await ledger.cli('demo', 'load');
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('already loaded') as string });
  });
});
