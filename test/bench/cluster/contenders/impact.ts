import 'reflect-metadata';
import { impactProjections } from '#impact';
import { taskOf } from './contender.js';
import { runProduct } from './product-feed.js';

/* The figures as the service impact keeps them: contributions, cells, roll-ups and what was ordered. */

const [impact] = impactProjections();
if (impact === undefined) throw new Error('impact keeps no projection');
await runProduct(taskOf(process.argv[2]), impact);
