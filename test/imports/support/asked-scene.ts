import { QueryBus } from '@nestjs/cqrs';
import type { Caller, Role, StandingEnding } from '#contracts';
import { type Answers, AskedLedger, BusQuestions, type ImportKind, type LedgerPort, NO_QUESTIONS, type Questions } from '#imports';
import { type InProcess, startStandalone } from '../../support/cluster/in-process-cluster.js';
import { CALLER_HEADER } from '../../support/test-caller.js';

export const LINE = { product: '猕猴桃"翠香" 𠮷', category: 'fruit', quantity: 100, unit: '斤', amountFen: 10_000 } as const;
/** An order of the school, as it is entered. */
export const ORDER = {
  unitId: 'u-school',
  occurredOn: '2020-03-01',
  channel: '832',
  supplierName: `=周至"合作社" '𠮷'`,
  funding: 'union',
  settlement: 'prepaid',
  lines: [LINE],
} as const;
export const VILLAGE = '610124103201';

/** An office with a school under it, another office, a village; a running ledger that is asked as an import asks it. */
export class AskedScene {
  private constructor(private readonly ledger: InProcess) {}

  static async start(): Promise<AskedScene> {
    const scene = new AskedScene(await startStandalone());
    const since = { occurredOn: '2018-01-01' };
    await scene.enter('/units', { id: 'u-office', name: '示例区教育局', kind: 'department', regionCode: '610104', ...since });
    await scene.enter('/units', { id: 'u-other', name: '外区教育局', kind: 'department', ...since });
    await scene.enter('/units', { id: 'u-school', name: '示例一小', kind: 'budget-unit', parentId: 'u-office', ...since });
    await scene.enter('/villages', { code: VILLAGE, name: '阳化社区', countyCode: '610124', township: '哑柏镇', occurredOn: '2019-01-01' });
    return scene;
  }

  stop(): Promise<void> {
    return this.ledger.stop();
  }

  /** Enters something and waits until the read models have it. */
  async enter(path: string, body: object, caller?: Caller): Promise<Record<string, unknown>> {
    const who: Record<string, string> = caller === undefined ? {} : { [CALLER_HEADER]: JSON.stringify(caller) };
    const headers = { 'content-type': 'application/json', ...who };
    const answer = await fetch(new URL(`/api${path}`, this.ledger.url), { method: 'POST', headers, body: JSON.stringify(body) });
    const said = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path} → ${answer.status} ${JSON.stringify(said)}`);
    const position = [{ log: said['log'] as 'purchases', position: Number(said['position']) }];
    const { host, projections } = this.ledger.open.ledger;
    const names = projections.filter(({ logs }) => logs.includes('purchases')).map(({ name }) => name);
    await host.waitFor(names, position, 10_000);
    return said;
  }

  /** A file that proves something. @returns its id */
  async proof(): Promise<string> {
    const body = new FormData();
    body.append('file', new Blob(['划转批复']), '批复.txt');
    const answer = await fetch(new URL('/api/files', this.ledger.url), { method: 'POST', body });
    return ((await answer.json()) as { readonly fileId: string }).fileId;
  }

  port(kind: ImportKind, caller: Caller = of('purchaser')): LedgerPort {
    return new AskedLedger(new BusQuestions(this.ledger.app.get(QueryBus))).seenBy(caller, kind);
  }

  /** What undoing an import would come to for some of its orders. */
  endings(importId: string, ids: readonly string[]): Promise<readonly StandingEnding[]> {
    const asked = {
      kind: 'orders',
      ids,
      importId,
      caller: of('purchaser'),
      reason: '导错了',
      today: '2026-11-26',
      withSteps: true,
    } as const;
    return new AskedLedger(new BusQuestions(this.ledger.app.get(QueryBus))).endings(asked);
  }

  asked(kind: ImportKind, questions: Partial<Questions>): Promise<Answers> {
    return this.port(kind).answer({ ...NO_QUESTIONS, ...questions });
  }
}

/** Somebody with one role. */
export function of(role: Role, place: { readonly unitId?: string; readonly villageCode?: string } = {}): Caller {
  const { unitId = null, villageCode } = place;
  const actor = { account: 'spec', roles: [role], unitId };
  return { actor, source: 'import', ...(villageCode === undefined ? {} : { villageCode }) };
}
