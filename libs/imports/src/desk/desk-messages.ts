import type { ProblemItem } from '#contracts';
import type { Desk, ImportRequest } from './desk.js';

/** What a desk's thread begins with. */
export interface DeskOpening {
  readonly bytes: Uint8Array;
  readonly request: ImportRequest;
}

/** What a desk can be asked to do. */
export type DeskMethod = keyof Desk;

/** To the thread: one thing to do. Its reply bears the same id. */
export interface DeskCall {
  readonly id: number;
  readonly method: DeskMethod;
  readonly args: readonly unknown[];
}

/** To the call of that id; 0 is the opening. */
export type DeskReply = { readonly id: number } & ({ readonly value: unknown } | { readonly refused: ProblemItem });
