import { importRightsFacts } from '../e2e/import-rights.facts.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

describe('the standalone process', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  });

  afterAll(() => discard(ledger));

  importRightsFacts(() => ledger);
});
