import { ApiProblem, type ProblemBody, StillBehindError, UnreachableError } from './api-problem';
import type { CommandAnswer, StoredFile } from './answers';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A command on its way; the same key may be sent again without recording it twice. */
export interface CommandOptions {
  readonly key?: string;
  /** The version of the record that the person has seen (`If-Match`). */
  readonly streamVersion?: number;
}

/** How often a read model that is still behind is asked again; each time the server itself waits up to 2 s. */
const MOST_LOOKS = 5;

let language = 'zh-CN';
let askToSignIn: (() => Promise<void>) | undefined;
/** How often a call has gone on after somebody signed in again. */
let signIns = 0;

/** The language in which the server is to say its refusals. */
export function speak(locale: string): void {
  language = locale;
}

/**
 * What to do when the session has ended: it resolves once somebody has signed in again, and the call that was refused is
 * made again, so that no form is lost.
 */
export function onSessionEnd(ask: () => Promise<void>): void {
  askToSignIn = ask;
}

/** Reads below `/api`. @throws ApiProblem, UnreachableError, StillBehindError where `after` names what is not read in time */
export async function read<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  for (let look = 1; ; look += 1) {
    const response = await send(`/api/${path}${queryText(query)}`, { ...(signal === undefined ? {} : { signal }) });
    if (response.status !== 202) return (await response.json()) as Answer;
    const { behindBy } = (await response.json()) as { readonly behindBy: number };
    if (look === MOST_LOOKS) throw new StillBehindError(behindBy);
  }
}

/** Asks for something to be recorded. @throws ApiProblem, UnreachableError */
export async function command(path: string, body: object, options: CommandOptions = {}): Promise<CommandAnswer> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'idempotency-key': options.key ?? newKey() };
  if (options.streamVersion !== undefined) headers['if-match'] = `"${options.streamVersion}"`;
  const response = await send(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as CommandAnswer;
}

/** Asks for work that is no record of the ledger itself, and reads how it stands. @throws ApiProblem, UnreachableError */
export async function ask<Answer>(method: 'POST' | 'PATCH', path: string, body: object): Promise<Answer> {
  const isForm = body instanceof FormData;
  const sent = isForm ? { body } : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return (await (await send(`/api/${path}`, { method, ...sent })).json()) as Answer;
}

/** Changes without a record in the ledger: the session and the accounts. @throws ApiProblem, UnreachableError */
export async function change(method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> {
  const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  await send(`/api/${path}`, { method, ...sent });
}

/** Has something begun that goes on by itself. @throws ApiProblem, UnreachableError */
export async function begin<Answer>(path: string, body: object = {}): Promise<Answer> {
  const response = await send(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

/** Stores one piece of evidence. @throws ApiProblem, UnreachableError */
export async function upload(file: Blob, name: string, key = newKey()): Promise<StoredFile> {
  const form = new FormData();
  form.append('file', file, name);
  const response = await send('/api/files', { method: 'POST', headers: { 'idempotency-key': key }, body: form });
  return (await response.json()) as StoredFile;
}

/** Fetches a sheet and hands it to the browser to be kept. @throws ApiProblem, UnreachableError */
export async function saveSheet(path: string, query: Query, name: string): Promise<void> {
  const response = await send(`/api/${path}${queryText(query)}`, {});
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What a stored file is, without its bytes. @throws ApiProblem, UnreachableError */
export async function fileFacts(fileId: string): Promise<{ readonly mediaType: string; readonly bytes: number }> {
  const { headers } = await send(`/api/files/${encodeURIComponent(fileId)}`, { method: 'HEAD' });
  return { mediaType: (headers.get('content-type') ?? '').split(';')[0] ?? '', bytes: Number(headers.get('content-length') ?? 0) };
}

/** A key no other command has. `crypto.randomUUID` is missing where a page is served over plain http beyond this machine. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const before = signIns;
  const response = await fetched(url, init);
  if (response.ok) return response;
  const problem = new ApiProblem(await problemOf(response));
  if (problem.code !== 'AUTH.REQUIRED' || askToSignIn === undefined || url === '/api/session') throw problem;
  // Refused before somebody signed in, told of it only now: another dialog would ask for nothing.
  if (before === signIns) {
    await askToSignIn();
    signIns += 1;
  }
  const again = await fetched(url, init);
  if (again.ok) return again;
  throw new ApiProblem(await problemOf(again));
}

async function fetched(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { 'accept-language': language, ...(init.headers as Record<string, string> | undefined) } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new UnreachableError(error);
  }
}

/** A proxy in between may answer with a page of its own: then only the status is known. */
async function problemOf(response: Response): Promise<ProblemBody> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  if (isProblem) return (await response.json()) as ProblemBody;
  const { status, statusText } = response;
  return { status, code: `HTTP.${status}`, title: statusText, detail: `${status} ${statusText}` };
}

/** `?a=1&b=2`, without what is not given; a list repeats its name. */
export function queryText(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const each of typeof value === 'object' ? value : [String(value)]) params.append(name, each);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
