import { hash } from 'node:crypto';
import type { ProblemItem } from '#contracts';
import { MultipartBody, ProblemError, type RimRequest } from '#platform';
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

/** Reads a multipart request: one file, and what to do with it. @throws ProblemError with all that is wrong */
export async function receiveSheet(request: RimRequest): Promise<IncomingSheet> {
  const body = MultipartBody.of(request);
  const file = await body.file();
  const sheet = file === undefined ? undefined : { name: file.name, bytes: await collected(file.chunks) };
  return complete(body.fields, sheet);
}

async function collected(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

function complete(fields: ReadonlyMap<string, string>, file: Pick<IncomingSheet, 'name' | 'bytes'> | undefined): IncomingSheet {
  const kind = IMPORT_KINDS.find((known) => known === fields.get('kind'));
  const unknown = [...fields.keys()].filter((field) => !FIELDS.includes(field));
  const problems: ProblemItem[] = unknown.map((field) => ({ code: 'FIELD.UNKNOWN', path: field, params: { field } }));
  if (file === undefined) problems.push({ code: 'FILE.MISSING', path: 'file' });
  if (kind === undefined) problems.push(wrongKind(fields.get('kind')));
  if (file === undefined || kind === undefined || problems.length > 0) throw new ProblemError(problems);
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
