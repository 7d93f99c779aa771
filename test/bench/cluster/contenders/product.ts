import 'reflect-metadata';
import { benchProjection } from '../summary.js';
import { taskOf } from './contender.js';
import { runProduct } from './product-feed.js';

/* Contender (e): this product as it runs in the cluster, with a projection that keeps the bench's rows. */

await runProduct(taskOf(process.argv[2]), benchProjection);
