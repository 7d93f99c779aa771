import type { Caller, Role } from '#contracts';
import { CALLER_HEADER } from '../../support/test-caller.js';

/** Where a record stands as seen from the callers' own unit. */
export const POSITIONS = ['own', 'below', 'sibling', 'above'] as const;
export type Position = (typeof POSITIONS)[number];

/** A village is one's own or another. */
export const OWN_VILLAGE = '610124103201';
const VILLAGES: Readonly<Record<string, string>> = { own: OWN_VILLAGE, sibling: '610124103202' };

export interface Answer {
  readonly status: number;
  // The matrix looks for codes and ids in whatever shape an answer has.
  readonly body: Readonly<Record<string, unknown>>;
}

/** Path, and a body where something is commanded. */
export interface Asked {
  readonly path: string;
  readonly body?: object;
  readonly file?: true;
  /** The kind of a sheet that is uploaded. */
  readonly sheet?: string;
}

/** A tree of four units, two villages, and in each place one record of every kind. */
export class World {
  /** Event that began each record, by stream. */
  readonly events = new Map<string, string>();
  /** A file stored by an account of each unit, and for each village. */
  private readonly files = new Map<string, string>();
  /** A sheet uploaded by an account of each unit, and for each village. */
  private readonly sheets = new Map<string, string>();

  /** A rebuild that was started by the office. */
  rebuild = '';

  constructor(private readonly origin: string) {}

  unit(at: Position): string {
    return `u-${at}`;
  }

  village(at: Position): string {
    return VILLAGES[at] ?? '';
  }

  async build(): Promise<void> {
    const parents: readonly (readonly [string, string | undefined])[] = [
      ['u-above', undefined],
      ['u-own', 'u-above'],
      ['u-sibling', 'u-above'],
      ['u-below', 'u-own'],
      ['u-spare', undefined],
      ['u-other', undefined],
    ];
    for (const [id, parentId] of parents) {
      const kind = parentId === undefined ? 'department' : 'budget-unit';
      const body = { id, name: `单位 ${id}`, kind, parentId, regionCode: '610104', occurredOn: '2018-01-01', ...CONTACT };
      await this.enter('/units', body, `unit-${id}`);
    }
    await this.enter('/policy-rules', {
      regionCode: '610104',
      year: 2020,
      floorPermille: 100,
      basis: '示例〔2020〕1号',
      occurredOn: '2020-01-01',
    });
    for (const at of POSITIONS) await this.unitRecords(at);
    await this.enter('/orders', { ...this.order('below'), id: 'o-moving' });
    for (const at of ['own', 'sibling'] as const) await this.villageRecords(at);
    const { body } = await this.ask(undefined, 'POST', { path: '/rebuilds', body: { projections: ['unit_ledger'] } });
    this.rebuild = String(body['id']);
  }

  file(of: 'unit' | 'village', at: Position): string {
    return this.files.get(`${of} ${at}`) ?? '';
  }

  sheet(of: 'unit' | 'village', at: Position): string {
    return this.sheets.get(`${of} ${at}`) ?? '';
  }

  /** Its columns are asked for: it is read at once, and stays as it is. */
  private async upload(of: 'unit' | 'village', at: Position): Promise<void> {
    const { body } = await this.ask(this.staffOf(of, at), 'POST', { path: '/imports', sheet: of === 'unit' ? 'orders' : 'sales' });
    this.sheets.set(`${of} ${at}`, String(body['importId']));
  }

  private async store(of: 'unit' | 'village', at: Position): Promise<void> {
    const { body } = await this.ask(this.staffOf(of, at), 'POST', { path: '/files', file: true });
    this.files.set(`${of} ${at}`, String(body['fileId']));
    this.events.set(`file-${of}-${at}`, (body['eventIds'] as string[])[0] ?? '');
  }

  private staffOf(of: 'unit' | 'village', at: Position): Caller {
    const role = of === 'unit' ? 'purchaser' : 'village-staff';
    const actor = { account: `files-${of}-${at}`, roles: [role] as const, unitId: of === 'unit' ? this.unit(at) : null };
    return { actor, source: 'manual', ...(of === 'unit' ? {} : { villageCode: this.village(at) }) };
  }

  private async unitRecords(at: Position): Promise<void> {
    await this.store('unit', at);
    await this.upload('unit', at);
    await this.enter('/orders', { ...this.order(at), id: `o-${at}` }, `order-o-${at}`);
    const reserve = `/units/${this.unit(at)}/reserves/2020`;
    await this.enter(reserve, { canteen: 'none', unionSpendFen: 100, unionReserveFen: 50, occurredOn: '2020-03-01' });
    await this.enter(`${reserve}/submit`, { occurredOn: '2020-03-02' });
    await this.enter('/projects', { ...this.project(at), id: `p-${at}` }, `project-p-${at}`);
  }

  private async villageRecords(at: Position): Promise<void> {
    const villageCode = this.village(at);
    await this.store('village', at);
    await this.upload('village', at);
    await this.enter(
      '/villages',
      { code: villageCode, name: `村 ${at}`, countyCode: '610124', township: '哑柏镇', occurredOn: '2019-01-01' },
      `village-${at}`,
    );
    const household = { villageCode, category: 'registered-poor', members: 3, private: PERSON, occurredOn: '2020-01-01' };
    await this.enter('/households', { ...household, id: `h-${at}` }, `household-h-${at}`);
    // Five in all, or a leader would not be shown their list.
    for (const name of ['spare', 'other']) await this.enter('/households', { ...household, id: `h-${name}-${at}` });
    await this.enter('/sales', { ...this.sale(at), id: `s-${at}` }, `sale-s-${at}`);
    await this.enter('/activities', { kind: 'visit', villageCode, id: `a-${at}`, occurredOn: '2020-05-01' }, `activity-a-${at}`);
  }

  order(at: Position): object {
    const lines = [{ product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', amountFen: 1_000 }];
    const facts = { channel: 'offline', supplierName: '合作社', funding: 'union', settlement: 'prepaid', lines };
    return { unitId: this.unit(at), ...facts, occurredOn: '2020-03-01' };
  }

  project(at: Position): object {
    return { name: `项目 ${at}`, template: 'purchase-base', unitId: this.unit(at), occurredOn: '2020-02-01' };
  }

  sale(at: Position): object {
    return { villageCode: this.village(at), product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-01' };
  }

  /** An entry of the office. @param record the stream it begins */
  private async enter(path: string, body: object, record?: string): Promise<void> {
    const answer = await this.ask(undefined, 'POST', { path, body });
    if (answer.status >= 300) throw new Error(`${path} → ${answer.status} ${JSON.stringify(answer.body)}`);
    const [eventId] = answer.body['eventIds'] as string[];
    if (record !== undefined) this.events.set(record, eventId ?? '');
  }

  /** Asks for a caller; for the office where none is given. */
  async ask(caller: Caller | undefined, method: string, { path, body, file, sheet }: Asked): Promise<Answer> {
    const who: Record<string, string> = caller === undefined ? {} : { [CALLER_HEADER]: JSON.stringify(caller) };
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const aborting = new AbortController();
    const answer = await fetch(`${this.origin}${path === '/healthz' || path === '/readyz' || path === '/metrics' ? '' : '/api'}${path}`, {
      method,
      headers: { ...who, ...json },
      signal: aborting.signal,
      ...(sheet !== undefined
        ? { body: aSheet(sheet) }
        : file === true
          ? { body: aFile() }
          : body === undefined
            ? {}
            : { body: JSON.stringify(body) }),
    });
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const said = isJson ? ((await answer.json()) as Answer['body']) : {};
    // A stream would never end by itself.
    if (!isJson) aborting.abort();
    return { status: answer.status, body: said };
  }
}

/** Planted where only a reveal may show it. */
export const PERSON = { name: '欧阳秀莲', phone: '13812345678' };
const CONTACT = { contactName: PERSON.name, contactPhone: PERSON.phone };

function aFile(): FormData {
  const form = new FormData();
  form.append('file', new Blob(['批复']), '批复.txt');
  return form;
}

function aSheet(kind: string): FormData {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', new Blob(['甲,乙\n1,2\n']), '表.csv');
  return form;
}

/** A caller with one role, bound as accounts of that role are. */
export function bound(role: Role): Caller {
  const staff = role === 'village-staff';
  const actor = { account: `matrix-${role}`, roles: [role], unitId: staff ? null : 'u-own' };
  return { actor, source: 'manual', ...(staff ? { villageCode: OWN_VILLAGE } : {}) };
}
