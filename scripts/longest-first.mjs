import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './prepare.mjs';

/**
 * Suites that take longest, in this order; which they are is measured, and one that is missing here only ends later. The second
 * cluster comes when the first one is about to be over.
 */
const LONGEST = [
  'test/browser/demo-year',
  'test/e2e/cluster',
  'test/faults/kill',
  'test/property/whole-histories',
  'test/faults/cluster',
  'test/browser/imports',
  'test/e2e/tiers-agree',
  'test/browser/empty-ledger',
  'test/integration/persistence-engines',
  'test/integration/engines-agree',
  'test/integration/upgrade',
  'test/integration/accounts',
  'test/faults/import-kill',
  'test/browser/numbers',
  'test/integration/accounts-engines',
  'test/e2e/demo-year',
  'test/integration/kafka-rebuild',
  'test/integration/kafka-group',
  'test/integration/kafka-broker',
  'test/integration/kafka-coordinator',
  'test/property/plan-is-effect',
  'test/integration/operating',
  'test/browser/lost-stream',
].map((name) => `${name}.spec.ts`);

/**
 * Orders suites so that the run does not end with one long suite beside an idle core. Jest does so by the durations of the run
 * before, which a fresh clone has not; what is not named comes after, the largest file first, as there.
 */
export default class LongestFirst {
  sort(tests) {
    const known = (test) => {
      const place = LONGEST.indexOf(relative(root, test.path));
      return place === -1 ? LONGEST.length : place;
    };
    return [...tests].sort((one, other) => known(one) - known(other) || statSync(other.path).size - statSync(one.path).size);
  }

  /** Nothing of a run is kept for the next one: the order is the same in every clone. */
  cacheResults() {
    return undefined;
  }
}
