import type { RunningLedger } from './running-ledger.js';

/** Parameters of a question that is answered behind everything that is in the logs now. */
export async function afterAllOf(ledger: RunningLedger): Promise<string> {
  const chains = (await ledger.get('/api/log/verify')) as unknown as { log: string; events: number }[];
  return chains
    .filter(({ log }) => log !== 'access')
    .map(({ log, events }) => `after=${log}:${events}`)
    .join('&');
}
