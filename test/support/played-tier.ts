import { LOG_NAMES, type LogName, ROLES } from '#contracts';
import type { PlayedLedger } from '../property/player.js';
import type { Answered } from './living-ledger.js';
import { addAndSignIn, type SignedIn, signInTester } from './sign-in.js';
import type { Tier } from './tier.js';
import { eventually } from './eventually.js';

const PAGE = 200;
const SETTLE_LIMIT_MS = 60_000;
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
/** Ids that the server makes up: the same in no two runs. */
const MADE_UP = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A tier over its public door, where histories are played. */
export class PlayedTier implements PlayedLedger {
  private commands = 0;
  private readonly acknowledged = new Map<string, number>();

  private constructor(
    private readonly tier: Tier & { readonly url: string },
    /** Who enters. */
    private readonly teller: SignedIn,
    /** Who confirms what the other has entered. */
    private readonly reviewer: SignedIn,
    readonly evidence: string,
  ) {}

  static async begin(tier: Tier & { readonly url: string }): Promise<PlayedTier> {
    const form = new FormData();
    form.append('file', new Blob(['划转批复']), '证明.txt');
    const teller = await signInTester(tier.url);
    const reviewer = await addAndSignIn(tier.url, { account: 'reviewer', password: 'who confirms what was entered', roles: ROLES });
    const answer = await teller.fetch('/api/files', { method: 'POST', body: form, headers: { 'idempotency-key': 'evidence' } });
    if (answer.status !== 201) throw new Error(`the evidence was refused: ${answer.status} ${await answer.text()}`);
    const { fileId, log, position } = (await answer.json()) as { fileId: string; log: string; position: number };
    const played = new PlayedTier(tier, teller, reviewer, fileId);
    await played.settle(log, position);
    return played;
  }

  nextKey(): string {
    this.commands += 1;
    return `history-${this.commands}`;
  }

  passMillisecond(): string {
    return '';
  }

  /** Every copy has what was accepted before the next command is decided: on one machine it has so anyway. */
  async post(path: string, body: object, key: string): Promise<Answered> {
    const who = path.endsWith('/confirm') ? this.reviewer : this.teller;
    const answer = await who.post(`/api${path}`, body, { 'idempotency-key': key });
    const said = (await answer.json()) as Record<string, unknown>;
    if (answer.status >= 500) throw new Error(`${path} ${JSON.stringify(body)} → ${answer.status} ${JSON.stringify(said)}`);
    if (answer.status < 300) await this.settle(String(said['log']), Number(said['position']));
    return { status: answer.status, body: said, replayed: answer.headers.get('idempotent-replay') === 'true' };
  }

  /** What each log says, without what is of the run alone: instants, hashes and the spelling of ids that were made up. */
  async logs(): Promise<Readonly<Record<LogName, readonly string[]>>> {
    const names = new Map<string, string>();
    const named = (id: string): string => {
      const name = names.get(id) ?? `made-up-${names.size + 1}`;
      names.set(id, name);
      return name;
    };
    const said = {} as Record<LogName, string[]>;
    for (const log of LOG_NAMES) {
      const events = await this.eventsOf(log);
      said[log] = events.map(({ id, type, schemaVersion, streamId, streamVersion, occurredOn, data }) =>
        JSON.stringify({ id, type, schemaVersion, streamId, streamVersion, occurredOn, data })
          .replaceAll(MADE_UP, named)
          .replaceAll(INSTANT, 'then'),
      );
    }
    return said;
  }

  private async eventsOf(log: LogName): Promise<Record<string, unknown>[]> {
    const events: Record<string, unknown>[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: Record<string, unknown> = await this.tier.get(`/api/log/${log}?after=${after}&limit=${PAGE}`);
      events.push(...(page['items'] as Record<string, unknown>[]));
      after = page['nextAfter'] as number | null;
    }
    return events;
  }

  private async settle(log: string, position: number): Promise<void> {
    this.acknowledged.set(log, position);
    await eventually(
      `every read model has ${log}-${position}`,
      async () => this.hasAll(await this.tier.get('/api/system')),
      SETTLE_LIMIT_MS,
    );
  }

  private hasAll(state: Readonly<Record<string, unknown>>): boolean {
    const projections = state['projections'] as readonly { readonly positions: Readonly<Record<string, number>> }[];
    // A process that was too slow to answer is not up, and nothing is known of its read models.
    const services = state['services'] as readonly { readonly up: boolean }[];
    return (
      services.every(({ up }) => up) &&
      projections.every(({ positions }) =>
        Object.entries(positions).every(([log, position]) => position >= (this.acknowledged.get(log) ?? 0)),
      )
    );
  }
}
