import type { LogName } from '#contracts';
import { eventually } from '../support/eventually.js';
import type { FaultCluster } from '../support/fault-cluster.js';

const CALLERS = 8;
/** A caller that was not answered repeats its command after this. */
const REPEAT_MS = 100;
/** Until when every command must have been answered, whatever was broken. */
const ANSWER_LIMIT_MS = 90_000;
const ORDER_FEN = 5_000;
const UNIT = 'load-unit';
/** By which command each figure grows. */
const STEPS = { 'purchase.ordered': '/orders', 'purchase.paid': '/payments', 'purchase.accepted': '/acceptance' };

interface Command {
  readonly key: string;
  readonly path: string;
  readonly body: object;
}

interface Acknowledged extends Command {
  readonly status: number;
  readonly log: LogName;
  readonly position: number;
}

/** Callers who give commands through the gateway and repeat each, under its key, until they are told that it was accepted. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** How often a command was refused, by code. */
  readonly refusals = new Map<string, number>();
  private given = 0;
  /** How the last connection broke. */
  private broken = '';
  private stopping = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly cluster: FaultCluster) {}

  async prepare(): Promise<void> {
    await this.give({ key: 'unit', path: '/api/units', body: { id: UNIT, name: '示例单位', kind: 'budget-unit' } });
  }

  start(): void {
    this.stopping = false;
    const caller = async (): Promise<void> => {
      while (!this.stopping) for (const command of this.next()) await this.give(command);
    };
    this.running = Promise.all(Array.from({ length: CALLERS }, caller));
  }

  /** Ends the load. Resolves when every command that was given has been acknowledged. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Waits until so many more are acknowledged. */
  async more(count: number, limitMs = ANSWER_LIMIT_MS): Promise<void> {
    const wanted = this.acknowledged.length + count;
    await eventually(`${count} more commands are acknowledged`, () => this.acknowledged.length >= wanted, limitMs);
  }

  count(log: LogName): number {
    return this.acknowledged.filter((command) => command.log === log).length;
  }

  /** Every acknowledged command is there once, the chains hold, figures count what was acknowledged, a fresh reader and the tables fold the same. */
  async prove(): Promise<void> {
    const { cluster, acknowledged } = this;
    for (const log of ['households', 'purchases'] as const) expect([log, await cluster.head(log)]).toEqual([log, this.count(log)]);
    const places = acknowledged.map(({ log, position }) => `${log}-${position}`);
    expect(new Set(places).size).toBe(places.length);
    await Promise.all(acknowledged.slice(-20).map((command) => this.sameAnswer(command)));
    const after = (await cluster.heads()).map(({ log, position }) => `after=${log}:${position}`).join('&');
    expect(await this.figure(`activities.visits?${after}`)).toBe(this.count('households'));
    for (const [figure, step] of Object.entries(STEPS)) {
      const done = acknowledged.filter(({ path }) => path.startsWith('/api/orders') && path.endsWith(step)).length;
      expect([figure, await this.figure(`${figure}?${after}`)]).toEqual([figure, ORDER_FEN * done]);
    }
    const chains = await this.answer('/api/log/verify', (said) => !JSON.stringify(said).includes('"away":true'));
    expect((chains as unknown as readonly { ok: boolean }[]).map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    const { live, fresh } = await cluster.hashes();
    expect(live).toEqual(fresh);
    await cluster.agrees();
  }

  /** Waits until one more command is answered with this code. */
  async refused(code: string, limitMs = ANSWER_LIMIT_MS): Promise<void> {
    const before = this.refusals.get(code) ?? 0;
    await eventually(`a command is answered with ${code}`, () => (this.refusals.get(code) ?? 0) > before, limitMs);
  }

  private countRefusal(body: unknown): void {
    const { code } = (body ?? {}) as { code?: string };
    if (code !== undefined) this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  /** A visit, or an order with what follows it: one stream of three events in this order. */
  private next(): readonly Command[] {
    this.given += 1;
    const key = `load-${this.given}`;
    if (this.given % 4 > 0) return [{ key, path: '/api/activities', body: { kind: 'visit', place: `示例村 ${key}` } }];
    const lines = [{ product: '猕猴桃', category: 'fruit', quantity: 10, unit: '斤', amountFen: ORDER_FEN }];
    const order = { id: key, unitId: UNIT, channel: 'offline', supplierName: key, funding: 'union', settlement: 'prepaid', lines };
    return [
      { key, path: '/api/orders', body: order },
      { key: `${key}-paid`, path: `/api/orders/${key}/payments`, body: { amountFen: ORDER_FEN } },
      { key: `${key}-accepted`, path: `/api/orders/${key}/acceptance`, body: {} },
    ];
  }

  private async give(command: Command): Promise<void> {
    const until = performance.now() + ANSWER_LIMIT_MS;
    for (;;) {
      const answer = await this.post(command);
      if (answer !== undefined && answer.status < 300) {
        const { log, position } = answer.body as { log: LogName; position: number };
        this.acknowledged.push({ ...command, status: answer.status, log, position });
        return;
      }
      this.countRefusal(answer?.body);
      if (answer !== undefined && answer.status < 500 && !isNotKnownYet(answer.body)) {
        throw new Error(`${command.key} was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      if (performance.now() > until)
        throw new Error(`${command.key} was not answered within ${ANSWER_LIMIT_MS} ms: ${JSON.stringify(answer ?? this.broken)}`);
      await new Promise((resume) => setTimeout(resume, REPEAT_MS));
    }
  }

  /** @returns undefined where the connection broke: nobody knows then whether it was accepted */
  private async post({ key, path, body }: Command): Promise<{ status: number; body: unknown } | undefined> {
    try {
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      const answer = await this.cluster.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: answer.status, body: await answer.json() };
    } catch (error) {
      // The process behind it was killed; the command is given again.
      this.broken = String((error as Error).cause ?? error);
      return undefined;
    }
  }

  private async sameAnswer(command: Acknowledged): Promise<void> {
    const again = await this.post(command);
    expect([again?.status, (again?.body as Acknowledged | undefined)?.position]).toEqual([command.status, command.position]);
  }

  private async figure(question: string): Promise<unknown> {
    return (await this.answer(`/api/figures/${question}`))['value'];
  }

  /** Asks until it is answered, and wholly: what was broken may still be coming back. */
  private async answer(path: string, isWhole: (said: Record<string, unknown>) => boolean = () => true): Promise<Record<string, unknown>> {
    let said: Record<string, unknown> = {};
    await eventually(
      `${path.slice(0, 60)} is answered`,
      async () => {
        const answer = await this.cluster.fetch(path).catch(() => undefined);
        if (answer?.status !== 200) return false;
        said = (await answer.json()) as Record<string, unknown>;
        return isWhole(said);
      },
      ANSWER_LIMIT_MS,
    );
    return said;
  }
}

/** A unit that was registered a moment ago and has not come to the service yet. */
function isNotKnownYet(body: unknown): boolean {
  return JSON.stringify(body).includes('UNIT.UNKNOWN');
}
