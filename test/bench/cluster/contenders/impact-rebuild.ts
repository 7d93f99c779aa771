import 'reflect-metadata';
import { hashProjection } from '#event-log';
import { FigureReader, impactPositions, impactProjections } from '#impact';
import { SystemClock } from '#platform';
import { must } from '../../result.js';
import { Lap, taskOf } from './contender.js';
import { catchUp, openFeed } from './product-feed.js';

/* The figures, fed first and then rebuilt from the topic while somebody goes on reading them. */

const BETWEEN_READS_MS = 100;

const task = taskOf(process.argv[2]);
const [impact] = impactProjections();
if (impact === undefined) throw new Error('impact keeps no projection');
const open = await openFeed(task, impact);
await catchUp(open, task, impact);
const { ledger, database } = open;
const reader = new FigureReader(database, new SystemClock(), impactPositions());
const read = async (): Promise<string> => JSON.stringify((await reader.read('purchase.ordered', { year: 2020 })).value);
const hash = (): Promise<string> => hashProjection(database.read, impact, (table) => table);
const [figure, before] = [await read(), await hash()];

const lap = new Lap();
lap.begin();
const rebuilding = { ended: false };
let reads = 0;
const reading = (async () => {
  while (!rebuilding.ended) {
    must((await read()) === figure, 'a figure has changed while its rows were rebuilt');
    reads += 1;
    await new Promise((resume) => setTimeout(resume, BETWEEN_READS_MS));
  }
})();
const { events } = await ledger.rebuild([impact.name]);
const result = lap.result(0, events);
rebuilding.ended = true;
await reading;
must(reads > 1, 'nobody has read a figure meanwhile');
must((await hash()) === before, 'the rebuilt rows are not those that were fed');
Lap.print(result);
