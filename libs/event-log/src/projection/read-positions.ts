import type { LogName, Position } from '#contracts';
import type { SqlSession } from '#persistence';
import { cursorsOf } from '../feed/partition-checkpoint.js';
import { watermarks } from '../feed/watermark.js';
import { positionsOf } from './checkpoint.js';
import type { Projection } from './projection.js';

/** How far a read model has read each log without a hole, as the session sees it: the positions an answer is as of. */
export type ReadPositions = (session: SqlSession) => Promise<ReadonlyMap<LogName, Position>>;

/** Of a projection that follows the logs of its own process. */
export function pulledPositions(projection: Projection): ReadPositions {
  return (session) => positionsOf(session, projection);
}

/** Of a projection that is fed from topics. */
export function fedPositions(projection: Projection): ReadPositions {
  return async (session) => watermarks(projection.logs, await cursorsOf(session, projection));
}
