import type { SignedIn } from './sign-in.js';
import { eventually } from './eventually.js';

/** An import as a client reads it. */
export interface SeenImport {
  readonly importId: string;
  readonly kind: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly of: number };
  readonly counts: Readonly<Record<'rows' | 'create' | 'duplicate' | 'blocked' | 'warned', number>> | null;
  readonly totals: { readonly create: { readonly amountFen: number; readonly grams: number } } | null;
  readonly planHash: string | null;
  readonly problems: readonly { readonly code: string; readonly count: number }[];
  readonly mapping: { readonly isSettled: boolean; readonly columns: readonly { readonly column: string }[] } | null;
  readonly failure: { readonly code: string; readonly phase: string; readonly row: number | null; readonly detail: string } | null;
}

/** Whoever asks: somebody with a session, or a running ledger's own tester. */
export type Asker = Pick<SignedIn, 'fetch'>;

interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
}

/** A sheet to upload. */
export interface Sheet {
  readonly name: string;
  readonly bytes: Buffer | string;
  readonly kind: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** Sends a sheet to `/api/imports`. */
export async function upload(asker: Asker, { name, bytes, kind, more = {} }: Sheet): Promise<Answered<Record<string, unknown>>> {
  const form = new FormData();
  form.append('kind', kind);
  for (const [field, value] of Object.entries(more)) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name);
  const answer = await asker.fetch('/api/imports', { method: 'POST', body: form });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** Asks or tells the ledger something as the account that has signed in. */
export async function ask<Body = Record<string, unknown>>(
  asker: Asker,
  method: string,
  path: string,
  body?: object,
): Promise<Answered<Body>> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await asker.fetch(path, { method, ...sent });
  return { status: answer.status, body: (await answer.json()) as Body };
}

/** Waits until an import is in one of some states. @throws where it has stopped in another one */
export async function until(asker: Asker, importId: string, states: readonly string[], limitMs = 60_000): Promise<SeenImport> {
  let seen: SeenImport | undefined;
  const look = async (): Promise<boolean> => {
    seen = (await ask<SeenImport>(asker, 'GET', `/api/imports/${importId}`)).body;
    if (seen.state === 'failed' && !states.includes('failed')) throw new Error(`the import failed: ${JSON.stringify(seen.failure)}`);
    return states.includes(seen.state);
  };
  await eventually(`import ${importId} is ${states.join(' or ')}`, look, limitMs);
  if (seen === undefined) throw new Error('nothing was seen');
  return seen;
}

/** Uploads and waits for the plan. */
export async function checked(asker: Asker, sheet: Sheet): Promise<SeenImport> {
  const { status, body } = await upload(asker, sheet);
  if (status !== 202) throw new Error(`POST /api/imports → ${status} ${JSON.stringify(body)}`);
  return until(asker, String(body['importId']), ['checked', 'mapping']);
}

/** Enters the plan that was seen, to its end. */
export async function commit(asker: Asker, { importId, planHash }: SeenImport): Promise<SeenImport> {
  const { status, body } = await ask(asker, 'POST', `/api/imports/${importId}/commit`, { planHash });
  if (status !== 202) throw new Error(`commit → ${status} ${JSON.stringify(body)}`);
  return until(asker, importId, ['done']);
}
