import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { periodLockFacts } from './period-lock.facts.js';

describe('the lock of a period on one machine', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  }, 120_000);

  afterAll(() => discard(ledger));

  periodLockFacts(() => ledger);
});
