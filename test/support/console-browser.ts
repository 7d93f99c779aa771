import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser/index.mjs';
import { eventually } from './eventually.js';
import { discard, startLedger } from './running-ledger.js';
import { ADMIN_PASSWORD, type SignedIn, signIn } from './sign-in.js';

/** The demo accounts of a tier that is looked at have this password. */
export const DEMO_PASSWORD = 'peaches and plums of the demo';
/** A page that has not said what it is waited for by then has failed. */
export const PATIENCE_MS = 20_000;
const OFFICE_SCREEN = { width: 1440, height: 900 };

export interface Opening extends Pick<BrowserContextOptions, 'viewport' | 'reducedMotion' | 'hasTouch'> {
  readonly language?: 'zh-CN' | 'en';
}

/** What a page did that nobody should see: errors of its console, requests that leave the house. */
export interface Watched {
  readonly errors: string[];
  readonly foreign: string[];
}

/** A page of somebody, with what it did. */
export type Opened = Page & { readonly watched: Watched };

/** A page that stays for the next test; who sits in it and whether anybody has since the last end of a test. */
interface Seat {
  readonly page: Opened;
  account: string;
  taken: boolean;
}

/** What a page asks for: what has no answer yet, and how much it has asked for so far. A stream never ends and is not counted. */
interface Traffic {
  readonly open: Set<Request>;
  begun: number;
}
const traffic = new WeakMap<Page, Traffic>();

/** The console over a real server with the demo year, in a real browser. */
export class ConsoleBrowser {
  private readonly contexts: BrowserContext[] = [];
  private readonly sessions = new Map<string, Promise<SignedIn>>();
  private readonly seats = new Map<string, Seat>();
  /** Requests of any page since the last end of a test that left the house (B05). */
  private readonly foreign: string[] = [];

  private constructor(
    readonly ledger: { readonly url: string },
    private readonly browser: Browser,
    private readonly end: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** @param demo `none` for an empty ledger */
  static async start(demo = 'lianhu-2020'): Promise<ConsoleBrowser> {
    const ledger = await startLedger({ BANGFU_DEMO: demo, BANGFU_DEMO_PASSWORD: DEMO_PASSWORD });
    return new ConsoleBrowser(ledger, await launched(), () => discard(ledger));
  }

  /** Over a tier that somebody else starts and ends. */
  static async over(tier: { readonly url: string }): Promise<ConsoleBrowser> {
    return new ConsoleBrowser(tier, await launched());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.end();
  }

  /**
   * Opens a page as somebody who has signed in; `errors` and `foreign` fill while it lives.
   * @param script runs in it before anything of its own
   */
  async open(account: string, path: string, opening: Opening = {}, script = ''): Promise<Opened> {
    const page = await this.fresh(account, opening, script);
    await page.goto(`${this.ledger.url}${path}`);
    return page;
  }

  /** A page of somebody who has signed in, that has gone nowhere yet. */
  async fresh(account: string, { language = 'zh-CN', ...options }: Opening = {}, script = ''): Promise<Opened> {
    const page = await this.newPage(options);
    await this.enter(page, account);
    await page.context().addInitScript(`localStorage.setItem('bangfu.language', '${language}'); ${script}`);
    return page;
  }

  /**
   * Loads an address into the page of the last such test, for a test of which a new document and emptied stores leave nothing: with
   * nothing kept but what the browser itself has already read and compiled. A page of its own costs three times the processor
   * time. Routes that a test has put on it, it takes away.
   */
  async look(account: string, path: string, opening: Opening = {}, script = ''): Promise<Opened> {
    const page = await this.seated(account, opening, script);
    await page.goto(`${this.ledger.url}${path}`);
    return page;
  }

  /** The page of {@link look} that has gone nowhere yet in this test; a second one in the same test is a page of its own. */
  async seated(account: string, opening: Opening = {}, script = ''): Promise<Opened> {
    const key = JSON.stringify([opening, script]);
    const known = this.seats.get(key);
    if (known?.taken === true) return this.fresh(account, opening, script);
    if (known !== undefined) return this.seatAnew(known, account, opening);
    const page = await this.fresh(account, opening, script);
    this.seats.set(key, { page, account, taken: true });
    return page;
  }

  /** A page before anybody has signed in. @param path `about:blank` for one that has gone nowhere yet */
  async openAsNobody(path: string): Promise<Opened> {
    const page = await this.newPage({});
    if (path !== 'about:blank') await page.goto(`${this.ledger.url}${path}`);
    return page;
  }

  /** What the API answers to an account, for comparing it with what a page shows. */
  async ask<Answer>(account: string, path: string): Promise<Answer> {
    const signed = await this.session(account);
    return (await (await signed.fetch(`/api/${path}`)).json()) as Answer;
  }

  /** The session of an account: it signs in once, however many pages it opens. */
  session(account: string): Promise<SignedIn> {
    const known = this.sessions.get(account);
    if (known !== undefined) return known;
    const session = signIn(this.ledger.url, account, account === 'admin' ? ADMIN_PASSWORD : DEMO_PASSWORD);
    this.sessions.set(account, session);
    return session;
  }

  /** Closes every page but those that were looked at in this test. @throws where one of them has asked for anything outside (B05) */
  async closePages(): Promise<void> {
    for (const [key, { taken }] of this.seats) if (!taken) this.seats.delete(key);
    const kept = new Set([...this.seats.values()].map(({ page }) => page.context()));
    const given = this.contexts.filter((context) => !kept.has(context));
    this.contexts.splice(0, Infinity, ...kept);
    for (const seat of this.seats.values()) seat.taken = false;
    await Promise.all(given.map((context) => context.close()));
    const foreign = this.foreign.splice(0);
    if (foreign.length > 0) throw new Error(`B05 a page has asked outside: ${foreign.join(', ')}`);
  }

  get demoPassword(): string {
    return DEMO_PASSWORD;
  }

  /** Gives a page the session of an account. */
  private async enter(page: Page, account: string): Promise<void> {
    const { cookie } = await this.session(account);
    const [name = '', value = ''] = cookie.split('=', 2);
    await page.context().clearCookies();
    await page.context().addCookies([{ name, value, url: this.ledger.url, httpOnly: true, sameSite: 'Strict' }]);
  }

  private async seatAnew(seat: Seat, account: string, { viewport }: Opening): Promise<Opened> {
    const { page } = seat;
    // Nothing of the last test runs any more, and the process of the page stays as it does not for a blank one.
    await page.goto(`${this.ledger.url}/healthz`);
    await page.evaluate('localStorage.clear(); sessionStorage.clear()');
    if (seat.account !== account) await this.enter(page, account);
    await page.setViewportSize(viewport ?? OFFICE_SCREEN);
    page.watched.errors.length = 0;
    page.watched.foreign.length = 0;
    Object.assign(seat, { account, taken: true });
    return page;
  }

  private async newPage(options: Omit<Opening, 'language'>): Promise<Opened> {
    const context = await this.browser.newContext({
      viewport: OFFICE_SCREEN,
      timezoneId: 'Asia/Shanghai',
      locale: 'zh-CN',
      ...options,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return Object.assign(page, { watched: this.watch(page) });
  }

  private watch(page: Page): Watched {
    const watched: Watched = { errors: [], foreign: [] };
    page.on('console', (message) => {
      const { url } = message.location();
      // Chromium's own question, late and of the document before, where that one names no icon as `/healthz` of `seatAnew` does.
      if (message.type() === 'error' && !url.endsWith('/favicon.ico')) watched.errors.push(`${message.text()} ${url}`);
    });
    page.on('pageerror', (error) => watched.errors.push(error.message));
    page.on('request', (request) => {
      if (request.url().startsWith(this.ledger.url) || /^(data|blob):/.test(request.url())) return;
      watched.foreign.push(request.url());
      this.foreign.push(request.url());
    });
    const seen: Traffic = { open: new Set(), begun: 0 };
    traffic.set(page, seen);
    page.on('request', (request) => {
      if (request.resourceType() === 'eventsource') return;
      seen.open.add(request);
      seen.begun += 1;
    });
    page.on('requestfinished', (request) => seen.open.delete(request));
    page.on('requestfailed', (request) => seen.open.delete(request));
    return watched;
  }
}

async function launched(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_FLAGS] });
}

/**
 * Waits until an expression holds in a page. Asked from outside again and again: the page's own content policy lets nothing
 * evaluate text within it.
 */
export function holds(page: Page, expression: string, limitMs = PATIENCE_MS): Promise<void> {
  return eventually(expression, () => page.evaluate<boolean>(expression), limitMs);
}

/** Whether a page is not busy, asked two frames later: by then it has begun to ask for whatever an answer made it ask for. */
const AT_REST = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  resolve(document.querySelectorAll('[aria-busy=true]').length === 0 && document.querySelector('h1') !== null))))`;

/** Waits until nothing is read any more and the figures stand. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  const seen = traffic.get(page);
  if (seen === undefined) throw new Error('this page was not opened here');
  await eventually(
    'a page at rest',
    async () => {
      const { begun } = seen;
      const isAtRest = await page.evaluate<boolean>(AT_REST);
      return isAtRest && seen.open.size === 0 && seen.begun === begun;
    },
    PATIENCE_MS,
  );
}
