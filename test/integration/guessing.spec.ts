import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { guessingFacts } from './guessing.facts.js';

describe('guessing a password over HTTP at the standalone process', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  });

  afterAll(() => discard(ledger));

  guessingFacts(() => ledger.url);
});
