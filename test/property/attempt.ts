import type { Definition, OrderSoFar } from './definition.js';
import type { Move } from './moves.js';

/** What one acknowledged command means for the definition; played again for a prefix of the history. */
export type Effect = (definition: Definition) => void;
export type Of<Kind extends Move['kind']> = Extract<Move, { readonly kind: Kind }>;
/** A command to send, and what it means once it is acknowledged under an id; nothing where the history has nothing to try it on. */
export type Tried =
  | {
      readonly path: string;
      readonly body: object;
      readonly effect: (id: string) => Effect;
      /** An entry on a locked day by which nobody says why: it must be refused. */
      readonly mustBeRefused?: boolean;
    }
  | undefined;

/** Where a history happens, and what it has come to so far. */
export interface Scene {
  readonly top: string;
  readonly units: readonly string[];
  readonly village: string;
  readonly evidence: string;
  readonly definition: Definition;
  nextKey(): string;
}

export function dayOf(ordinal: number): string {
  return new Date(Date.UTC(2020, 0, 1 + ordinal)).toISOString().slice(0, 10);
}

export function later(one: string, other: string): string {
  return one > other ? one : other;
}

export function unitAt(scene: Scene, ordinal: number): string {
  return scene.units[ordinal % scene.units.length] ?? scene.top;
}

export function step(path: string, body: object, effect: (definition: Definition) => unknown): Tried {
  return { path, body, effect: () => (definition) => void effect(definition) };
}

/** What an entry says of a locked day; nothing where it is entered as any other. */
export function adjusting(move: { readonly adjusts: boolean }): object {
  return move.adjusts ? { adjustmentReason: '复核"补记" 𠮷' } : {};
}

/** A step that is refused where its day is locked and nobody says why. */
export function lockable(tried: Tried, isLocked: boolean, move: { readonly adjusts: boolean }): Tried {
  return tried === undefined ? undefined : { ...tried, mustBeRefused: isLocked && !move.adjusts };
}

export function orderAt(definition: Definition, index: number): OrderSoFar {
  const order = definition.orders[index];
  if (order === undefined) throw new RangeError(`there is no order ${index}`);
  return order;
}
