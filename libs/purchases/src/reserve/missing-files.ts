import type { ProblemItem } from '#contracts';
import type { References } from '#reference';

/** The problems of a field that names files which are not stored. */
export async function missingFiles(references: References, fileIds: readonly string[], path: string): Promise<ProblemItem[]> {
  const missing = await references.missingFiles(fileIds);
  return missing.map((fileId) => ({ code: 'FILE.UNKNOWN', path, params: { fileId } }));
}
