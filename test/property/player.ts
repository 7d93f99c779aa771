import { type Effect, type Tried } from './attempt.js';
import { Definition } from './definition.js';
import type { Answered } from '../support/living-ledger.js';
import type { Move } from './moves.js';
import { purchaseAttempt, type PurchaseMove } from './purchase-attempts.js';
import { isSupport, supportAttempt, type SupportMove } from './support-attempts.js';

/** Where histories are played: one process or a whole cluster. */
export interface PlayedLedger {
  /** A file that records may name as their evidence. */
  readonly evidence: string;
  /** A key no other command has had. */
  nextKey(): string;
  /** @throws where the answer is neither an acceptance nor a refusal */
  post(path: string, body: object, key: string): Promise<Answered>;
  /** An instant that tells what came before it from what comes after. */
  passMillisecond(): string;
}

/** Plays one history into the ledger and keeps what was acknowledged, with the instant after each. */
export class Player {
  readonly effects: Effect[] = [];
  /** `instants[n]`: everything known by then is the first n effects. */
  readonly instants: string[] = [];
  refused = 0;
  readonly acknowledged: Move['kind'][] = [];
  private readonly definition = new Definition();
  private last: { readonly path: string; readonly body: object; readonly key: string; readonly answer: Answered } | undefined;

  private constructor(
    private readonly ledger: PlayedLedger,
    readonly top: string,
    readonly units: readonly string[],
    readonly village: string,
  ) {
    this.instants.push(ledger.passMillisecond());
  }

  static async begin(ledger: PlayedLedger): Promise<Player> {
    const register = async (path: string, body: object): Promise<string> => {
      const answer = await ledger.post(path, body, ledger.nextKey());
      if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return String(answer.body.id);
    };
    const top = await register('/units', { name: '示例"局"𠮷', kind: 'department', occurredOn: '2019-12-01' });
    const budget = { kind: 'budget-unit', parentId: top, occurredOn: '2019-12-01' };
    const units = [await register('/units', { name: '示例甲', ...budget }), await register('/units', { name: '示例乙', ...budget })];
    const code = ledger.nextKey();
    await register('/villages', { code, name: '示例村', countyCode: '610124', township: '哑柏镇', occurredOn: '2019-12-01' });
    return new Player(ledger, top, units, code);
  }

  /** The definition as of the first `effects` acknowledged commands. */
  asOf(effects: number): Definition {
    const definition = new Definition();
    for (const effect of this.effects.slice(0, effects)) effect(definition);
    return definition;
  }

  async play(move: Move): Promise<void> {
    if (move.kind === 'again') return this.again();
    const tried = this.attempt(move);
    if (tried === undefined) return;
    const key = this.ledger.nextKey();
    const answer = await this.ledger.post(tried.path, tried.body, key);
    this.last = { path: tried.path, body: tried.body, key, answer };
    if (answer.status >= 300) {
      this.refused += 1;
      return;
    }
    if (tried.mustBeRefused === true) throw new Error(`${tried.path} was taken into a locked period: ${JSON.stringify(tried.body)}`);
    const effect = tried.effect(String(answer.body.id));
    effect(this.definition);
    this.effects.push(effect);
    this.acknowledged.push(move.kind);
    this.instants.push(this.ledger.passMillisecond());
  }

  /** The last command once more under its key: the first answer again, or the same refusal; never an effect. */
  private async again(): Promise<void> {
    if (this.last === undefined) return;
    const { path, body, key, answer } = this.last;
    const repeated = await this.ledger.post(path, body, key);
    if (answer.status >= 300) return;
    expect({ body: repeated.body, replayed: repeated.replayed }).toEqual({ body: answer.body, replayed: true });
  }

  private attempt(move: PurchaseMove | SupportMove): Tried {
    const { definition, ledger, top, units, village } = this;
    const scene = { definition, top, units, village, evidence: ledger.evidence, nextKey: () => ledger.nextKey() };
    return isSupport(move) ? supportAttempt(scene, move) : purchaseAttempt(scene, move);
  }
}
