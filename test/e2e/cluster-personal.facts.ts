import mysql from 'mysql2/promise';
import { ROLES } from '#contracts';
import { eventually } from '../support/eventually.js';
import { checked, commit, type SeenImport } from '../support/importing.js';
import { Needles } from '../support/needles.js';
import type { RunningCluster } from '../support/running-cluster.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

/** Planted where only a reveal may show it. Masked it reads 尉**莹 and 139****6283. */
const PERSON = { name: '尉迟雪莹', phone: '13907416283' };
/** Planted where anybody may see it: what the same search must find, or it looks in the wrong place. */
const CONTROL = '示例对照村';
const VILLAGE = '610124103779';
const PASSWORD = 'medlars of the personal facts';
const LIMIT_MS = 120_000;

const needles = new Needles([PERSON.name, PERSON.name.slice(1, 3), PERSON.phone]);
const control = new Needles([CONTROL]);

/** What every role may ask for that could show somebody. */
const ADDRESSES = [
  '/households?limit=200',
  '/households/h-planted',
  '/households/h-planted/history',
  '/units?limit=200',
  '/units/u-planted',
  '/units/u-planted/history',
  '/sales?limit=200',
  '/sales/s-planted',
  '/sales/s-planted/history',
  '/activities?limit=200',
  '/villages?limit=200',
  '/log/households?limit=200',
  '/log/directory?limit=200',
  '/access-log?limit=200',
  '/system',
  '/figures/households.registered/contributions',
];

/** Names and telephones on the running cluster: in no answer, topic, table, file, log line or metric of any process. */
export function clusterPersonalFacts(cluster: () => RunningCluster): void {
  const holders = new Map<string, SignedIn>();
  const addresses = [...ADDRESSES];

  async function enter(path: string, body: object): Promise<void> {
    const { status, body: said } = await cluster().post(`/api${path}`, body, `planted-${path}`);
    expect([path, status, said['code']]).toEqual([path, 201, undefined]);
  }

  beforeAll(async () => {
    await enter('/villages', { code: VILLAGE, name: CONTROL, countyCode: '610124', township: '哑柏镇' });
    await enter('/households', { id: 'h-planted', villageCode: VILLAGE, category: 'lifted', members: 2, private: PERSON });
    const contact = { contactName: PERSON.name, contactPhone: PERSON.phone };
    await enter('/units', { id: 'u-planted', name: CONTROL, kind: 'budget-unit', ...contact });
    const sale = { villageCode: VILLAGE, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤' };
    await enter('/sales', { ...sale, id: 's-planted', householdId: 'h-planted', buyer: { kind: 'individual', name: PERSON.name } });
    await enter('/activities', { id: 'a-planted', kind: 'visit', villageCode: VILLAGE, attendees: [PERSON.name] });
    const sheet = (text: string, kind: string): Promise<SeenImport> => checked(cluster(), { name: '表.csv', bytes: text, kind });
    // One that is entered, and one that waits for somebody.
    const household = `村,户类别,家庭人口,户主姓名,联系电话\n${VILLAGE},已脱贫户,3,${PERSON.name},${PERSON.phone}\n`;
    const entered = await commit(cluster(), await sheet(household, 'households'));
    addresses.push('/imports?limit=200', `/imports/${entered.importId}`, `/imports/${entered.importId}/rows`);
    await sheet(`单位名称,单位类型,联系人,联系电话\n表中单位,企业,${PERSON.name},${PERSON.phone}\n`, 'units');
    for (const role of ROLES) {
      holders.set(role, await addAndSignIn(cluster().url, { account: `masked-${role}`, password: PASSWORD, roles: [role] }));
    }
    await eventually('the sale is counted', async () => (await weight()) > 0, LIMIT_MS);
  }, LIMIT_MS);

  async function weight(): Promise<number> {
    return Number((await cluster().get(`/api/figures/sales.weight?villageCode=${VILLAGE}`)).value);
  }

  /** What any role is told, as far as a role alone decides it. */
  async function answers(): Promise<string[]> {
    const hits: string[] = [];
    for (const [role, holder] of holders) {
      for (const address of addresses) {
        const answer = await holder.fetch(`/api${address}`);
        hits.push(...needles.inText(`${role} ${address} ${answer.status}`, await answer.text()));
      }
    }
    return hits;
  }

  it(
    'are in no answer to a role that has not asked to see them',
    async () => {
      expect(await answers()).toEqual([]);
      const shown = await holders.get('leader')?.fetch('/api/units/u-planted');
      expect(await shown?.json()).toMatchObject({ contactName: '尉**莹', contactPhone: '139****6283' });
    },
    LIMIT_MS,
  );

  it(
    'are in no byte of any file of the servers and the processes, where what is no secret is found in topics and in tables',
    () => {
      const found = control.inFiles(cluster().folder).join('\n');
      expect(found).toMatch(/bangfu\.households\.events-\d+\/\d+\.log: /);
      expect(found).toMatch(/mysql/);
      expect(needles.inFiles(cluster().folder)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'are in no row of any table of any process, parked events included',
    async () => {
      const [hits, controls] = await tablesWith(cluster());
      expect(controls).toEqual(expect.arrayContaining(['bangfu_households.event_households', 'bangfu_gateway.event_directory']));
      expect(hits).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'are in no line that any process has logged and in no metric',
    async () => {
      const services = Object.values(cluster().addresses()).flat();
      const metrics = await Promise.all([cluster().url, ...services].map(async (url) => (await fetch(new URL('/metrics', url))).text()));
      expect(cluster().output()).toContain('/api/households');
      expect([...needles.inText('log', cluster().output()), ...needles.inText('metrics', metrics.join('\n'))]).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'are shown for a reason; a household that was forgotten is shown to nobody, and every sum and every chain stays',
    async () => {
      let asked = 0;
      const reveal = async (path: string): Promise<unknown> =>
        (await cluster().post(`/api${path}/reveal`, { reason: '核对' }, `planted-reveal-${(asked += 1)}`)).body;
      const proof = async (): Promise<unknown[]> => {
        const chains = (await cluster().get('/api/log/verify')) as unknown as readonly { ok: boolean }[];
        return [await weight(), (await cluster().get('/api/figures/households.registered')).value, chains.map(({ ok }) => ok)];
      };
      expect(await reveal('/units/u-planted')).toMatchObject({ contactName: PERSON.name, contactPhone: PERSON.phone });
      expect(await reveal('/households/h-planted')).toMatchObject({ private: PERSON });
      const before = await proof();
      const forgotten = await cluster().post('/api/households/h-planted/forget', { reason: '本人要求' }, 'planted-forget');
      expect(forgotten.status).toBe(200);
      expect(await reveal('/households/h-planted')).toMatchObject({ private: null });
      expect(await proof()).toEqual(before);
      expect(await answers()).toEqual([]);
      expect(needles.inText('log', cluster().output())).toEqual([]);
      expect(needles.inFiles(cluster().folder)).toEqual([]);
    },
    LIMIT_MS,
  );
}

/** The tables of all schemas of bangfu that hold a needle, and those that hold the control. */
async function tablesWith(cluster: RunningCluster): Promise<[string[], string[]]> {
  const settings = cluster.settings();
  const connection = await mysql.createConnection({
    host: settings['BANGFU_MYSQL_HOST'] ?? '',
    port: Number(settings['BANGFU_MYSQL_PORT']),
    user: settings['BANGFU_MYSQL_USER'] ?? '',
    password: settings['BANGFU_MYSQL_PASSWORD'] ?? '',
  });
  try {
    const [tables] = await connection.query<mysql.RowDataPacket[]>(
      "SELECT table_schema AS place, table_name AS name FROM information_schema.tables WHERE table_schema LIKE 'bangfu%'",
    );
    const [hits, controls]: [string[], string[]] = [[], []];
    for (const { place, name } of tables) {
      const table = `${String(place)}.${String(name)}`;
      const [rows] = await connection.query<mysql.RowDataPacket[]>(`SELECT * FROM ${table}`);
      const text = JSON.stringify(rows);
      hits.push(...needles.inText(table, text));
      if (control.inText(table, text).length > 0) controls.push(table);
    }
    return [hits, controls];
  } finally {
    await connection.end();
  }
}
