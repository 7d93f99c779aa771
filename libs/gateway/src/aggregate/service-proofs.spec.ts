import { SOMEBODY } from '../testing/a-door.js';
import { answering, type Behaviour, nobodyAt } from '../testing/a-service.js';
import { Opened } from '../testing/opened.js';
import { ServiceClient } from './service-client.js';
import { type ChainProof, serviceProofs } from './service-proofs.js';

const HASH = 'a'.repeat(64);
const whole = (log: string): object => ({ log, events: 3, headHash: HASH, ok: true });
const AWAY = { events: null, headHash: null, ok: false, away: true, code: 'SERVICE.UNAVAILABLE', params: { service: 'projects' } };

describe('the proof of the logs that services own', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  /** Purchases and households walk their logs; projects does what the case is about. */
  async function proofsWhere(projects: URL): Promise<ChainProof[]> {
    const purchases = await opened.service(answering([whole('purchases')]));
    const households = await opened.service(answering([{ ...whole('households'), ok: false, firstBad: 2, fault: 'HASH' }]));
    const { doors } = await opened.door({ households: [households.url], projects: [projects], purchases: [purchases.url] });
    return serviceProofs(new ServiceClient(doors), SOMEBODY);
  }

  const proofsWith = async (behave: Behaviour): Promise<ChainProof[]> => proofsWhere((await opened.service(behave)).url);

  const OTHERS = { purchases: whole('purchases'), households: { ...whole('households'), ok: false, firstBad: 2, fault: 'HASH' } };

  it('is what each owner says of its own log, in the order of the logs, that of others left out', async () => {
    expect(await proofsWith(answering([whole('purchases'), whole('projects')]))).toEqual([
      OTHERS.purchases,
      whole('projects'),
      OTHERS.households,
    ]);
  });

  it('says of a log whose service is away that it is, and never that it is whole; the others are proved', async () => {
    expect(await proofsWhere(await nobodyAt())).toEqual([OTHERS.purchases, { log: 'projects', ...AWAY }, OTHERS.households]);
  });

  it.each<[string, Behaviour]>([
    ['answers with a fault', answering([whole('projects')], 500)],
    [
      'breaks off within its answer',
      (_, response) => response.writeHead(200, { 'content-length': 100 }).write('[{', () => response.destroy()),
    ],
    ['leaves its own log out', answering([whole('purchases')])],
  ])('takes a service that %s for one that is away', async (_what, behave) => {
    expect(await proofsWith(behave)).toEqual([OTHERS.purchases, { log: 'projects', ...AWAY }, OTHERS.households]);
  });
});
