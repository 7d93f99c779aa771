import type { InsidePart } from '#accounts';
import type { DemoFile, DemoSender } from '#demo';
import { FindingError } from './finding-error.js';
import type { AsksItself } from './serve.js';

/** An entry of a demonstration, or of the first start, was refused, e.g. because its day lies after the ledger's today. */
export class EntryRefusedError extends FindingError {
  constructor(path: string, status: number, answer: string) {
    super(`首次录入被拒绝 / an entry of the first start was refused: ${path} → ${status} ${answer}`);
    this.name = 'EntryRefusedError';
  }
}

/** Told the place of everything that was entered. */
export type SeenEntry = (log: string, position: number) => void;

/** Sends entries through the HTTP application of this very process, over no network. @throws EntryRefusedError */
export function inProcessSender({ app, inside }: AsksItself, part: InsidePart, seen: SeenEntry = () => undefined): DemoSender {
  const marked = inside.headersFor(part);
  const send = async (
    path: string,
    payload: string | Buffer,
    headers: Record<string, string>,
  ): Promise<{ body: string; isNew: boolean }> => {
    const answer = await app.inject({ method: 'POST', url: path, payload, headers: { ...headers, ...marked } });
    if (answer.statusCode >= 300) throw new EntryRefusedError(path, answer.statusCode, answer.body);
    const { log, position } = JSON.parse(answer.body) as { log: string; position: number };
    seen(log, position);
    return { body: answer.body, isNew: answer.headers['idempotent-replay'] === undefined };
  };
  return {
    async post(path, body, key) {
      const { isNew } = await send(path, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': key });
      return isNew;
    },
    async upload(file, key) {
      const boundary = 'bangfu-demo-boundary';
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'idempotency-key': key };
      const { body } = await send('/api/files', multipart(file, boundary), headers);
      return (JSON.parse(body) as { fileId: string }).fileId;
    },
  };
}

function multipart(file: DemoFile, boundary: string): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${file.mediaType}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
