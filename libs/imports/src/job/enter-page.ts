import type { Caller, ProblemItem } from '#contracts';
import type { PlannedEntry } from '../plan/plan.js';
import type { EnteredRecord } from './import.js';
import type { ImportSender } from './ports.js';
import { sideBySide } from './side-by-side.js';

/** Where the entering of a page stopped. */
export interface Stop {
  readonly row: number;
  /** Which of its record's commands. */
  readonly step: number;
  /** What the ledger said; absent where it is not known whether the command was entered. */
  readonly reasons?: readonly ProblemItem[];
  readonly error?: unknown;
}

/** What has come of a page; `stop` where an entry was not made. */
export interface PageOutcome {
  readonly stop: Stop | undefined;
}

/** Whose entries they are. */
export interface Batch {
  readonly importId: string;
  readonly caller: Caller;
}

/** Enters a page of a plan: records side by side, the commands of each in their order. */
export async function enterPage(sender: ImportSender, batch: Batch, entries: readonly PlannedEntry[]): Promise<PageOutcome> {
  return { stop: await sideBySide(entries, sender.atOnce, (entry) => enter(sender, batch, entry)) };
}

async function enter(sender: ImportSender, { importId, caller }: Batch, entry: PlannedEntry): Promise<Stop | undefined> {
  const { row } = recordOf(entry);
  for (const [step, command] of entry.commands.entries()) {
    const key = `imp-${importId}-${row}-${step}-${entry.id.slice(0, 8)}`;
    try {
      const sent = await sender.send({ ...command, key, importId, caller });
      if (sent.kind === 'refused') return { row: command.row, step, reasons: sent.problems };
    } catch (error) {
      return { row: command.row, step, error };
    }
  }
  return undefined;
}

/** All that is needed to take an entry back. */
export function recordOf({ id, rows, commands }: PlannedEntry): EnteredRecord {
  return { id, path: commands[0]?.path ?? '', row: rows[0] ?? 0 };
}
