import type { DirectoryEvent, Envelope, FileStored } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

/** 凭证文件: stored once, never changed; a withdrawn one is no longer evidence. */
export type EvidenceFile = FileStored | null;

const definition: StreamDefinition<EvidenceFile> = {
  initial: null,
  evolve(file: EvidenceFile, envelope: Envelope): EvidenceFile {
    const event = envelope as DirectoryEvent;
    if (event.type === 'FileStored') return event.data;
    return event.type === 'RecordWithdrawn' ? null : file;
  },
};

/** The stream of one evidence file. */
export function fileStream(fileId: string): StreamRef<EvidenceFile> {
  return { id: `file-${fileId}`, definition };
}
