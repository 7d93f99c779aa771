import { type ProblemItem, unknownFiles } from '#contracts';
import type { EventLog } from '#event-log';
import { fileStream } from './stored-file.js';

/** The files a command names as evidence, and what is wrong with them. */
export interface Proof {
  readonly evidence: readonly string[];
  readonly unfit: readonly ProblemItem[];
}

/** Looks the named files up in the log that holds them. What is stored stays stored, so it may be asked before the decision. */
export async function proofOf(log: Pick<EventLog, 'load'>, evidence: readonly string[] = []): Promise<Proof> {
  const files = await Promise.all(evidence.map((fileId) => log.load(fileStream(fileId))));
  const missing = evidence.filter((_, index) => files[index]?.state == null);
  return { evidence, unfit: unknownFiles(missing) };
}

/** Evidence as an event keeps it; absent where there is none. */
export function provenBy({ evidence }: Proof): { evidence?: readonly string[] } {
  return evidence.length === 0 ? {} : { evidence };
}
