import { beating, HEARTBEAT_MS } from './heartbeat.js';

test('a stream says a comment, for proxies, and an event, for pages, every so often', async () => {
  const said: string[] = [];
  await new Promise<void>((resolve) => {
    const stop = beating((text) => {
      if (said.push(text) < 2) return;
      stop();
      resolve();
    }, 5);
  });
  expect(said).toEqual(Array(2).fill(': heartbeat\n\nevent: beat\ndata: {}\n\n'));
  expect(HEARTBEAT_MS).toBe(15_000);
});
