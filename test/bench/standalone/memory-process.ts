import { eventsOfOrder } from './orders.js';
import { inParallel, openBenchLedger, submit } from './bench-ledger.js';

// A process of its own: what the bench itself holds is not memory of the ledger.
const [folder, commands] = [process.argv[2], Number(process.argv[3])];
if (folder === undefined || !Number.isSafeInteger(commands)) throw new Error('memory-process <folder> <commands>');

/** Orders of two commands each: placed, then paid, accepted and rated in one. */
const ORDERS = commands / 2;
const CALLERS = 64;

const open = await openBenchLedger(folder);
const log = open.ledger.log('purchases');
const megabytes: number[] = [];
for (const round of [0, 1]) {
  await inParallel(CALLERS, ORDERS, async (turn) => {
    const { streamId, events } = eventsOfOrder(round * ORDERS + turn);
    await submit(log, streamId, events.slice(0, 1));
    await submit(log, streamId, events.slice(1));
  });
  const head = (await open.ledger.sources.get('purchases')?.head()) ?? 0;
  await open.ledger.host.waitFor(['impact', 'order_ledger'], [{ log: 'purchases', position: head }], 600_000);
  megabytes.push(process.memoryUsage().rss / 1_048_576);
}
await open.close();
console.log(JSON.stringify(megabytes));
