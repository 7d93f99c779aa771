import { hash } from 'node:crypto';
import type { Multipart } from '@fastify/multipart';
import type { ProblemItem } from '#contracts';
import { MOST_FILE_BYTES, ProblemError, type RimRequest } from '#platform';
import { IMPORT_KINDS, type ImportKind } from '../kind/column.js';

/** What an upload says. */
export interface IncomingSheet {
  readonly name: string;
  readonly bytes: Buffer;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  readonly kind: ImportKind;
  readonly unitId?: string;
  /** The name of a saved profile. */
  readonly profile?: string;
}

const FIELDS: readonly string[] = ['kind', 'unitId', 'profile'];
/** Nothing that is said beside the file is longer. */
const MOST_FIELD_BYTES = 1_000;

interface Parts {
  readonly fields: Map<string, string>;
  readonly problems: ProblemItem[];
  file?: Pick<IncomingSheet, 'name' | 'bytes'>;
}

/** Reads the parts of a multipart request: one file, and what to do with it. @throws ProblemError with all that is wrong */
export async function receiveSheet(request: RimRequest): Promise<IncomingSheet> {
  if (!request.isMultipart()) throw new ProblemError([{ code: 'FILE.MISSING', path: 'file' }]);
  const parts: Parts = { fields: new Map(), problems: [] };
  const limits = { fileSize: MOST_FILE_BYTES, files: 2, fields: 20, fieldSize: MOST_FIELD_BYTES };
  try {
    for await (const part of request.parts({ limits })) await take(part, parts);
  } catch (error) {
    throw malformed(error);
  }
  return complete(parts);
}

async function take(part: Multipart, parts: Parts): Promise<void> {
  if (part.type === 'field') {
    const { fieldname, value } = part;
    if (FIELDS.includes(fieldname)) parts.fields.set(fieldname, String(value));
    else parts.problems.push({ code: 'FIELD.UNKNOWN', path: fieldname, params: { field: fieldname } });
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of part.file) chunks.push(chunk as Buffer);
  if (parts.file !== undefined) parts.problems.push({ code: 'FILE.ONE_AT_A_TIME', path: 'file' });
  if (part.file.truncated) parts.problems.push({ code: 'FILE.TOO_BIG', path: 'file', params: { limit: '20 MB' } });
  parts.file = { name: part.filename, bytes: Buffer.concat(chunks) };
}

function complete({ fields, problems, file }: Parts): IncomingSheet {
  const kind = IMPORT_KINDS.find((known) => known === fields.get('kind'));
  const all = [...problems];
  if (file === undefined) all.push({ code: 'FILE.MISSING', path: 'file' });
  if (kind === undefined) all.push(wrongKind(fields.get('kind')));
  if (file === undefined || kind === undefined || all.length > 0) throw new ProblemError(all);
  const [unitId, profile] = [said(fields, 'unitId'), said(fields, 'profile')];
  const sha256 = hash('sha256', file.bytes);
  return { ...file, sha256, kind, ...(unitId === undefined ? {} : { unitId }), ...(profile === undefined ? {} : { profile }) };
}

/** A form sends an empty field for what is not chosen. */
function said(fields: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = fields.get(name);
  return value === undefined || value === '' ? undefined : value;
}

function wrongKind(given: string | undefined): ProblemItem {
  if (given === undefined || given === '') return { code: 'FIELD.REQUIRED', path: 'kind', params: { field: 'kind' } };
  return { code: 'FIELD.INVALID', path: 'kind', params: { field: 'kind', expected: IMPORT_KINDS.join(' | ') } };
}

/** The multipart reader throws plain errors for what a sender got wrong. */
function malformed(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError) return error;
  return new ProblemError([{ code: 'BODY.MALFORMED', params: { reason: error.message.slice(0, 120) } }]);
}
