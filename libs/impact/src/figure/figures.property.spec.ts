import fc from 'fast-check';
import { FIGURE_RULES } from '../testing/figures.contract.js';
import { FiguresLedger } from '../testing/figures-ledger.js';

describe('figures over random histories', () => {
  test.each(FIGURE_RULES)('%s (%i histories)', (_sentence, numRuns, proof) =>
    fc.assert(
      fc.asyncProperty(fc.integer(), (seed) => proof(() => FiguresLedger.open(), seed)),
      { numRuns },
    ),
  );
});
