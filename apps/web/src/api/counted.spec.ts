import { answering, json, problem, unreachable } from '../testing/answers';
import { ApiProblem, StillBehindError, UnreachableError } from './api-problem';
import { read } from './client';
import { countedIn } from './counted';

const behind = (): Response => json({ behindBy: 3 }, 202);

test('an answer that says only how far behind it is, is asked for again and is never taken for the answer', async () => {
  const calls = answering(behind);
  await expect(read('orders', { after: 'purchases:7' })).rejects.toEqual(new StillBehindError(3));
  expect(calls.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => '/api/orders?after=purchases%3A7'));
});

test('what is read while it is waited for is the answer', async () => {
  let looks = 0;
  answering(() => (++looks < 3 ? behind() : json({ items: [] })));
  expect(await read('orders')).toEqual({ items: [] });
});

test('what is recorded is counted once a read model has it', async () => {
  answering(() => json({ value: 1 }));
  expect(await countedIn('figures/purchase.ordered', 'purchases:7')).toEqual({ isCounted: true });
});

test('a slow read model is no reason to tell: it is being counted', async () => {
  answering(behind);
  expect(await countedIn('figures/purchase.ordered', 'purchases:7')).toEqual({ isCounted: false });
});

test.each([
  ['the server’s own no', problem(403, 'AUTH.FORBIDDEN'), ApiProblem],
  ['the network', unreachable(), UnreachableError],
])('what cannot be looked up is not counted, with the reason: %s', async (_what, answer, kind) => {
  answering(() => answer);
  const { isCounted, why } = await countedIn('figures/purchase.ordered', 'purchases:7');
  expect([isCounted, why]).toEqual([false, expect.any(kind)]);
});
