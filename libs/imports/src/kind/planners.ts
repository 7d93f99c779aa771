import type { Planner } from '../plan/planner.js';
import type { ImportKind } from './column.js';
import { households } from './households.js';
import { orders } from './orders.js';
import { reserves } from './reserves.js';
import { sales } from './sales.js';
import { units } from './units.js';

/** How the rows of each kind become entries. */
export const PLANNERS: Readonly<Record<ImportKind, Planner>> = { orders, sales, households, reserves, units };
