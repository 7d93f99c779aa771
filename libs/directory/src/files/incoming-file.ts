import { fileRefused, type FileStore, MultipartBody, type RimRequest, type StoredFile } from '#platform';
import { judgeEvidence, judgeName } from './evidence-check.js';

/** Reads the one file of a multipart request into the store; what is said beside it means nothing here. @throws ProblemError FILE.…, BODY.MALFORMED */
export async function receiveFile(request: RimRequest, store: FileStore): Promise<StoredFile> {
  const file = await MultipartBody.of(request).file();
  if (file === undefined) throw fileRefused('FILE.MISSING');
  const { name, mediaType, chunks } = file;
  return store.store(chunks, (incoming) => {
    if (incoming.bytes === 0) throw fileRefused('FILE.EMPTY');
    judgeName(name);
    return judgeEvidence(incoming, { name, mediaType });
  });
}
