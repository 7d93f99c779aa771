import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { inflateSync } from 'node:zlib';
import { isBusinessDay, toGrams, type QuantityUnit } from '#contracts';
import * as bodies from '#contracts/commands';
import { type DemoFile, type DemoRequest, type DemoSender, lianhu2020, loadDemo } from './index.js';

const RUN = { id: (name: string): string => `demo-lianhu-2020-0-${name}`, fileOf: (name: string): string => `file-${name}` };
const ENTRIES = lianhu2020.entries(RUN);

/** The body class of each route of contract §3 that the demonstration uses. */
const ROUTES: readonly (readonly [route: RegExp, body: new () => object])[] = [
  [/^\/api\/units$/, bodies.RegisterUnitBody],
  [/^\/api\/villages$/, bodies.RegisterVillageBody],
  [/^\/api\/units\/[^/]+\/reserves\/20(19|20)$/, bodies.DeclareReserveBody],
  [/^\/api\/units\/[^/]+\/reserves\/2020\/adjust$/, bodies.AdjustReserveBody],
  [/^\/api\/units\/[^/]+\/reserves\/20(19|20)\/(submit|confirm|lock)$/, bodies.PlainBody],
  [/^\/api\/units\/[^/]+\/reserves\/2020\/return$/, bodies.ReasonBody],
  [/^\/api\/orders$/, bodies.PlaceOrderBody],
  [/^\/api\/orders\/[^/]+\/payments$/, bodies.PayOrderBody],
  [/^\/api\/orders\/[^/]+\/acceptance$/, bodies.AcceptOrderBody],
  [/^\/api\/orders\/[^/]+\/rating$/, bodies.RateOrderBody],
  [/^\/api\/orders\/[^/]+\/(contract|shipment|payment-deferral)$/, bodies.PlainBody],
  [/^\/api\/orders\/[^/]+\/refunds$/, bodies.RefundOrderBody],
  [/^\/api\/orders\/[^/]+\/(cancel|void)$/, bodies.ReasonBody],
  [/^\/api\/orders\/[^/]+\/reattribution$/, bodies.ReattributeOrderBody],
  [/^\/api\/orders\/[^/]+\/correction$/, bodies.CorrectOrderBody],
  [/^\/api\/projects$/, bodies.RegisterProjectBody],
  [/^\/api\/projects\/[^/]+\/stages\/[^/]+\/reach$/, bodies.ReachStageBody],
  [/^\/api\/projects\/[^/]+\/stages\/[^/]+\/skip$/, bodies.ReasonBody],
  [/^\/api\/households$/, bodies.RegisterHouseholdBody],
  [/^\/api\/households\/[^/]+\/exit$/, bodies.ExitHouseholdBody],
  [/^\/api\/sales$/, bodies.RecordSaleBody],
  [/^\/api\/activities$/, bodies.RecordActivityBody],
];

type Body = Record<string, unknown>;

function bodiesOf(path: RegExp): Body[] {
  return ENTRIES.filter((entry) => path.test(entry.path)).map((entry) => entry.body as Body);
}

/** Every text and id in a body. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

describe('the demo year as entries', () => {
  it('uses each route that a person uses, with a body its form takes', async () => {
    const used = new Set<RegExp>();
    for (const { path, body } of ENTRIES) {
      const found = ROUTES.find(([route]) => route.test(path));
      if (found === undefined) throw new Error(`no route ${path}`);
      const problems = await validate(plainToInstance(found[1], body), { whitelist: true, forbidNonWhitelisted: true });
      expect([path, problems.map((problem) => problem.property)]).toEqual([path, []]);
      used.add(found[0]);
    }
    expect(ROUTES.filter(([route]) => !used.has(route))).toEqual([]);
  });

  it('divides 4.7万斤 into twelve sales in 斤, 公斤 and 吨', () => {
    const sales = bodiesOf(/^\/api\/sales$/) as { quantity: number; unit: QuantityUnit; product: string }[];
    expect(sales).toHaveLength(12);
    expect(new Set(sales.map((sale) => sale.unit))).toEqual(new Set(['斤', '公斤', '吨']));
    expect(sales.reduce((grams, sale) => grams + (toGrams(sale.quantity, sale.unit) ?? 0), 0)).toBe(23_500_000);
  });

  it('prices every sale by its weight', () => {
    const sales = bodiesOf(/^\/api\/sales$/) as { quantity: number; unit: QuantityUnit; amountFen: number }[];
    for (const { quantity, unit, amountFen } of sales) expect(amountFen).toBe(((toGrams(quantity, unit) ?? 0) / 500) * 320);
  });

  it('has twelve invented units in all four states of the canteen, and says that they are invented', () => {
    const units = bodiesOf(/^\/api\/units$/) as { kind: string; name: string }[];
    expect(units.filter((unit) => unit.kind === 'budget-unit')).toHaveLength(12);
    expect(units.filter((unit) => !unit.name.startsWith('示例'))).toEqual([]);
    const reserves = bodiesOf(/reserves\/20\d\d$/) as { canteen: string; note: string }[];
    expect(new Set(reserves.map((reserve) => reserve.canteen))).toEqual(new Set(['own', 'none', 'shared', 'outsourced']));
    expect(reserves.every((reserve) => reserve.note.includes('虚构'))).toBe(true);
    const orders = bodiesOf(/^\/api\/orders$/) as { supplierName: string }[];
    expect(orders.filter((order) => !order.supplierName.startsWith('示例'))).toEqual([]);
  });

  it('buys on every account, on 832 and elsewhere, in two years', () => {
    const orders = bodiesOf(/^\/api\/orders$/) as { funding: string; channel: string; occurredOn: string }[];
    expect(new Set(orders.map((order) => order.funding))).toEqual(new Set(['canteen', 'union', 'personal', 'contractor', 'other']));
    expect(new Set(orders.map((order) => order.channel))).toEqual(new Set(['832', 'other-platform', 'offline']));
    for (const year of ['2019', '2020']) {
      expect(orders.some((order) => order.channel === '832' && order.occurredOn.startsWith(year))).toBe(true);
    }
  });

  it('orders on 832 only since the platform opened for trial', () => {
    const orders = bodiesOf(/^\/api\/orders$/) as { channel: string; occurredOn: string }[];
    expect(orders.filter((order) => order.channel === '832' && order.occurredOn < '2019-10')).toEqual([]);
  });

  it('gives 约150万元 as received', () => {
    const donation = bodiesOf(/^\/api\/activities$/).find((activity) => activity.kind === 'donation');
    expect(donation).toMatchObject({ approximate: true });
    expect((donation?.cashFen as number) + (donation?.goodsFen as number)).toBe(150_000_000);
  });

  it('lies in the past of 2021 and names no telephone that could be somebody’s', () => {
    const texts = ENTRIES.flatMap((entry) => textsOf(entry.body));
    expect(texts.filter(isBusinessDay).filter((day) => day < '2018-12-01' || day > '2021-08-31')).toEqual([]);
    expect(texts.filter((text) => /1[3-9]\d{9}/.test(text))).toEqual([]);
  });
});

describe('loading the demo year', () => {
  /** Remembers what is sent. */
  class Sent implements DemoSender {
    readonly posts: (DemoRequest & { key: string })[] = [];
    readonly files: { file: DemoFile; key: string }[] = [];

    post(path: string, body: object, key: string): Promise<boolean> {
      const isNew = this.posts.every((earlier) => earlier.key !== key);
      this.posts.push({ path, body, key });
      return Promise.resolve(isNew);
    }

    upload(file: DemoFile, key: string): Promise<string> {
      this.files.push({ file, key });
      return Promise.resolve(`stored-${file.name}`);
    }
  }

  async function load(run: string): Promise<Sent> {
    const sent = new Sent();
    expect(await loadDemo(lianhu2020, run, sent)).toBe(ENTRIES.length);
    return sent;
  }

  it('sends the same entries under the same keys when a load is repeated', async () => {
    expect(await load('0')).toEqual(await load('0'));
  });

  it('counts only the entries that are new', async () => {
    const sent = new Sent();
    await loadDemo(lianhu2020, '0', sent);
    expect(await loadDemo(lianhu2020, '0', sent)).toBe(0);
  });

  it('shares neither a key nor an id with another load', async () => {
    const [first, second] = [await load('0'), await load('1')];
    const keys = [...first.posts, ...first.files, ...second.posts, ...second.files].map((entry) => entry.key);
    expect(new Set(keys).size).toBe(keys.length);
    const ids = (sent: Sent): string[] => sent.posts.flatMap(({ body }) => ('id' in body ? [String(body.id)] : []));
    expect(ids(first).filter((id) => ids(second).includes(id))).toEqual([]);
    expect(new Set(ids(first)).size).toBe(ids(first).length);
  });

  it('has keys that a header carries', async () => {
    const { posts } = await load('0');
    for (const { key } of posts) expect(key).toMatch(/^[\x20-\x7e]{1,128}$/);
  });

  it('shows stored files as evidence, each of them', async () => {
    const { posts, files } = await load('0');
    const shown = new Set(posts.flatMap(({ body }) => ('evidence' in body ? (body.evidence as string[]) : [])));
    expect(shown).toEqual(new Set(files.map(({ file }) => `stored-${file.name}`)));
  });

  it('refuses to show a file that it does not have', async () => {
    const year = {
      name: 'broken',
      files: [],
      accounts: () => [],
      entries: (run: typeof RUN) => [{ path: '/api/sales', body: { evidence: [run.fileOf('lost')] } }],
    };
    await expect(loadDemo(year, '0', new Sent())).rejects.toThrow('has no file lost');
  });
});

describe('evidence of the demo year', () => {
  const bytesOf = (name: string): Buffer => lianhu2020.files.find((file) => file.name === name)?.bytes ?? Buffer.alloc(0);

  it('says in every text and document that it is none', () => {
    for (const { mediaType, bytes } of lianhu2020.files) {
      if (mediaType === 'text/plain') expect(bytes.toString()).toContain('非真实文件');
      const sentence = Buffer.from('非真实文件', 'utf16le').swap16().toString('hex').toUpperCase();
      if (mediaType === 'application/pdf') expect(bytes.toString('latin1')).toContain(sentence);
    }
  });

  it('is a PDF whose table finds every object', () => {
    const pdf = bytesOf('approval').toString('latin1');
    const table = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 4)).toBe('xref');
    const offsets = [...pdf.slice(table).matchAll(/(\d{10}) 00000 n /g)].map((match) => Number(match[1]));
    expect(offsets.map((offset, index) => pdf.startsWith(`${index + 1} 0 obj`, offset))).toEqual(offsets.map(() => true));
    expect(Number(/\/Length (\d+)/.exec(pdf)?.[1])).toBe(/stream\n(.*)\nendstream/.exec(pdf)?.[1]?.length);
  });

  it('is a picture with all its pixels', () => {
    const png = bytesOf('survey');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([160, 120]);
    const start = png.indexOf('IDAT') + 4;
    const pixels = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
    expect(pixels.length).toBe(120 * (160 * 3 + 1));
    // The checksum of the empty last chunk is a constant of the format.
    expect(png.subarray(-4).toString('hex')).toBe('ae426082');
  });
});
