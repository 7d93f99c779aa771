import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser/index.mjs';
import { eventually } from './eventually.js';
import { discard, startLedger } from './running-ledger.js';
import { ADMIN_PASSWORD, signIn } from './sign-in.js';

/** The demo accounts of a tier that is looked at have this password. */
export const DEMO_PASSWORD = 'peaches and plums of the demo';
/** A page that has not said what it is waited for by then has failed. */
export const PATIENCE_MS = 20_000;

export interface Opening extends Pick<BrowserContextOptions, 'viewport' | 'reducedMotion'> {
  readonly language?: 'zh-CN' | 'en';
}

/** What a page did that nobody should see: errors of its console, requests that leave the house. */
export interface Watched {
  readonly errors: string[];
  readonly foreign: string[];
}

/** The console over a real server with the demo year, in a real browser. */
export class ConsoleBrowser {
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly ledger: { readonly url: string },
    private readonly browser: Browser,
    private readonly end: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** @param demo `none` for an empty ledger */
  static async start(demo = 'lianhu-2020'): Promise<ConsoleBrowser> {
    const browser = await launched();
    const ledger = await startLedger({ BANGFU_DEMO: demo, BANGFU_DEMO_PASSWORD: DEMO_PASSWORD });
    return new ConsoleBrowser(ledger, browser, () => discard(ledger));
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
  async open(
    account: string,
    path: string,
    { language = 'zh-CN', ...options }: Opening = {},
    script = '',
  ): Promise<Page & { readonly watched: Watched }> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      timezoneId: 'Asia/Shanghai',
      locale: 'zh-CN',
      ...options,
    });
    this.contexts.push(context);
    const { cookie } = await signIn(this.ledger.url, account, account === 'admin' ? ADMIN_PASSWORD : DEMO_PASSWORD);
    const [name = '', value = ''] = cookie.split('=', 2);
    await context.addCookies([{ name, value, url: this.ledger.url, httpOnly: true, sameSite: 'Strict' }]);
    await context.addInitScript(`localStorage.setItem('bangfu.language', '${language}'); ${script}`);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const watched: Watched = { errors: [], foreign: [] };
    page.on('console', (message) => {
      if (message.type() === 'error') watched.errors.push(message.text());
    });
    page.on('pageerror', (error) => watched.errors.push(error.message));
    page.on('request', (request) => {
      const own = request.url().startsWith(this.ledger.url) || /^(data|blob):/.test(request.url());
      if (!own) watched.foreign.push(request.url());
    });
    await page.goto(`${this.ledger.url}${path}`);
    return Object.assign(page, { watched });
  }

  /** A page before anybody has signed in. @param path `about:blank` for one that has gone nowhere yet */
  async openAsNobody(path: string): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    if (path !== 'about:blank') await page.goto(`${this.ledger.url}${path}`);
    return page;
  }

  /** What the API answers to an account, for comparing it with what a page shows. */
  async ask<Answer>(account: string, path: string): Promise<Answer> {
    const signed = await signIn(this.ledger.url, account, account === 'admin' ? ADMIN_PASSWORD : DEMO_PASSWORD);
    return (await (await signed.fetch(`/api/${path}`)).json()) as Answer;
  }

  async closePages(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  get demoPassword(): string {
    return DEMO_PASSWORD;
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

/** Waits until nothing is read any more and the figures stand. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await holds(page, "document.querySelectorAll('[aria-busy=true]').length === 0 && document.querySelector('h1') !== null");
}
