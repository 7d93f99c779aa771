import { type ProblemItem, unknownFiles } from '#contracts';
import type { References } from '#reference';

/** The problems of a field that names files which are not stored. */
export async function missingFiles(references: References, fileIds: readonly string[], path: string): Promise<ProblemItem[]> {
  return unknownFiles(await references.missingFiles(fileIds), path);
}
