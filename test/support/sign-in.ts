import { ROLES, type Role } from '#contracts';

/** What suites give the first administrator, as an operator does: `BANGFU_ADMIN_PASSWORD`. */
export const ADMIN_PASSWORD = 'kiwis and cherries of the suites';
/** The setting that gives it. */
export const WITH_ADMIN = { BANGFU_ADMIN_PASSWORD: ADMIN_PASSWORD } as const;

/** Somebody who may do whatever any role may, everywhere. */
const TESTER = { account: 'tester', password: 'pears and apples of the suites', roles: ROLES };
/** How an administrator hands an account over; its holder changes it at once. */
const HANDED_OVER = 'handed over on a slip of paper';

/** A client with a session: a `fetch` that shows its cookie. */
export class SignedIn {
  constructor(
    readonly url: string,
    readonly cookie: string,
  ) {}

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.url), {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), cookie: this.cookie },
    });
  }

  post(path: string, body: object | string, headers: Record<string, string> = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.fetch(path, { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } });
  }
}

/** Logs in. @throws where it is refused */
export async function signIn(url: string, account: string, password: string): Promise<SignedIn> {
  const signed = await trySignIn(url, account, password);
  if (signed === undefined) throw new Error(`${account} could not log in at ${url}`);
  return signed;
}

/** The administrator of a ledger that was started with {@link WITH_ADMIN}. */
export function signInAdmin(url: string): Promise<SignedIn> {
  return signIn(url, 'admin', ADMIN_PASSWORD);
}

/** Who may do all that any role may; made by the administrator where it is not there yet. */
export async function signInTester(url: string): Promise<SignedIn> {
  return (await trySignIn(url, TESTER.account, TESTER.password)) ?? addAndSignIn(url, TESTER);
}

/** What an account of a suite is made with. */
export interface NewAccount {
  readonly account: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly unitId?: string;
  readonly villageCode?: string;
}

/** Has the administrator add an account, whose holder then logs in and changes the password. */
export async function addAndSignIn(url: string, { password, ...account }: NewAccount): Promise<SignedIn> {
  const admin = await signInAdmin(url);
  const added = await admin.post('/api/accounts', { name: account.account, ...account, password: HANDED_OVER });
  if (added.status !== 201) throw new Error(`POST /api/accounts → ${added.status} ${await added.text()}`);
  const first = await signIn(url, account.account, HANDED_OVER);
  const changed = await first.post('/api/session/password', { current: HANDED_OVER, next: password });
  if (changed.status !== 204) throw new Error(`POST /api/session/password → ${changed.status} ${await changed.text()}`);
  return new SignedIn(url, cookieOf(changed));
}

async function trySignIn(url: string, account: string, password: string): Promise<SignedIn | undefined> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(new URL('/api/session', url), { method: 'POST', headers, body: JSON.stringify({ account, password }) });
  if (answer.status === 401) return undefined;
  if (answer.status !== 204) throw new Error(`POST /api/session → ${answer.status} ${await answer.text()}`);
  return new SignedIn(url, cookieOf(answer));
}

function cookieOf(answer: Response): string {
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error('the answer sets no cookie');
  return cookie;
}
