import { MemoryTopics } from './memory-topics.js';
import { TRANSPORT_RULES } from './transport.contract.js';

describe('transport in memory', () => {
  test.each(TRANSPORT_RULES)('%s', (_sentence, proof) => proof(new MemoryTopics(4)));
});
