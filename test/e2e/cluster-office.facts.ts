import { eventually } from '../support/eventually.js';
import type { RunningCluster } from '../support/running-cluster.js';
import { addAndSignIn, signIn, type SignedIn } from '../support/sign-in.js';

const VILLAGE = '610124103777';
const PASSWORD = 'apricots of the office facts';

/** Accounts of the cluster: bound to places that other processes keep, and kept by an operator beside the running gateway. */
export function clusterOfficeFacts(cluster: () => RunningCluster): void {
  const LIMIT_MS = 60_000;

  const add = async (admin: SignedIn, places: object): Promise<unknown[]> => {
    const facts = { account: 'bound', name: '示例', roles: ['village-staff'], password: PASSWORD };
    const answer = await admin.post('/api/accounts', { ...facts, ...places });
    const { errors = [] } = (await answer.json()) as { errors?: { code: string; path: string }[] };
    return [answer.status, ...errors.map(({ code, path }) => `${code} ${path}`)];
  };

  it(
    'an account is bound to a unit of the gateway and a village of another process, also to one entered a moment ago, and to nothing else',
    async () => {
      const admin = await addAndSignIn(cluster().url, { account: 'office-admin', password: PASSWORD, roles: ['admin'] });
      expect(await add(admin, { unitId: 'nowhere', villageCode: VILLAGE })).toEqual([
        422,
        'UNIT.UNKNOWN unitId',
        'VILLAGE.UNKNOWN villageCode',
      ]);
      const village = { code: VILLAGE, name: '示例村', countyCode: '610124', township: '哑柏镇' };
      expect((await cluster().post('/api/villages', village, 'office-village')).status).toBe(201);
      expect(await add(admin, { villageCode: VILLAGE })).toEqual([201]);
      const staff = await signIn(cluster().url, 'bound', PASSWORD);
      expect(await (await staff.fetch('/api/session')).json()).toMatchObject({ villageCode: VILLAGE, mustChangePassword: true });
    },
    LIMIT_MS,
  );

  it(
    'an operator adds, disables, resets and lists accounts while it runs; it hears of it within a second, and the access log says it',
    async () => {
      const operator = (...args: string[]): ReturnType<RunningCluster['cli']> => cluster().cli('cluster', ...args);
      const passwordIn = (output: string): string => /: (\S{20})$/m.exec(output)?.[1] ?? '';
      const unknown = await operator('accounts', 'add', 'kept', '--name', '王五', '--role', 'village-staff', '--village', '610124103778');
      expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('VILLAGE.UNKNOWN') as string });
      const added = await operator('accounts', 'add', 'kept', '--name', '王五', '--role', 'village-staff', '--village', VILLAGE);
      expect(added).toMatchObject({ code: 0 });
      const kept = await signIn(cluster().url, 'kept', passwordIn(added.output));
      expect(await (await kept.fetch('/api/session')).json()).toMatchObject({ mustChangePassword: true, villageCode: VILLAGE });
      expect((await operator('accounts', 'list')).output).toMatch(new RegExp(`^kept\tvillage-staff\t-\t${VILLAGE}$`, 'm'));
      expect(await operator('accounts', 'disable', 'kept', '--reason', '调离')).toMatchObject({ code: 0 });
      await eventually('the session has ended', async () => (await kept.fetch('/api/session')).status === 401, 1_000);
      const reset = await operator('accounts', 'reset', 'kept', '--reason', '返岗');
      expect((await signIn(cluster().url, 'kept', passwordIn(reset.output))).cookie).toContain('bangfu=');
      expect(await operator('access-log', 'verify')).toMatchObject({ code: 0 });
      const { items } = (await cluster().get('/api/access-log?limit=200')) as {
        items: { kind: string; subject?: string; reason?: string }[];
      };
      expect(items.filter(({ subject }) => subject === 'kept').map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
        'account-reset 返岗',
        'account-disabled 调离',
        'account-added village-staff',
      ]);
    },
    LIMIT_MS,
  );
}
