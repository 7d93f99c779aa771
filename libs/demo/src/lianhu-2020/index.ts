import type { DemoYear } from '../demo-request.js';
import { accounts } from './accounts.js';
import { baseOrder, exceptionalOrders } from './exceptional-orders.js';
import { FILES } from './files.js';
import { orders } from './orders.js';
import { places } from './places.js';
import { projects } from './projects.js';
import { reserves } from './reserves.js';
import { support } from './support.js';

/**
 * 演示年度 lianhu-2020: the facts of the 2020 work report of 莲湖区政协 (Xi'an), and around them twelve invented units with
 * two years of purchases. The report's 捐款捐物达150万元 is 150,000,000 fen; cash and goods are split by invention.
 */
export const lianhu2020: DemoYear = {
  name: 'lianhu-2020',
  files: FILES,
  accounts,
  entries(run) {
    // What is named comes before what names it: units, then projects, then the order of the base and the sale it bought.
    const bought = baseOrder(run);
    return [
      ...places(run),
      ...projects(run),
      ...reserves(run),
      ...orders(run),
      ...exceptionalOrders(run),
      ...bought.requests,
      ...support(run, bought.id),
    ];
  },
};
