import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from '../browser/index.mjs';
import { root } from '../prepare.mjs';

const MAIN = join(root, 'dist', 'apps', 'standalone', 'src', 'main.js');
const PASSWORD = 'mulberries of the photographs';
const PATIENCE_MS = 30_000;
/** The last day of the demo year: seen from a later one, all that was still to come would be late. */
const NOW = '2020-12-31T10:00:00.000Z';

/** A real server with the demo year, and a browser that looks at it. */
export class Photographer {
  constructor(server, url, browser) {
    this.server = server;
    this.url = url;
    this.browser = browser;
  }

  /** @param data an empty folder */
  static async start(data) {
    const settings = {
      BANGFU_PORT: '0',
      BANGFU_DATA: data,
      BANGFU_LOG_LEVEL: 'warn',
      BANGFU_TEST: '1',
      BANGFU_NOW: NOW,
      BANGFU_DEMO: 'lianhu-2020',
      BANGFU_DEMO_PASSWORD: PASSWORD,
      BANGFU_ADMIN_PASSWORD: PASSWORD,
    };
    const server = spawn(process.execPath, [MAIN], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await readyLine(server);
    const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_FLAGS] });
    return new Photographer(server, url, browser);
  }

  /** Takes one page once it is complete. */
  async take({ account, path, ready, fill = {} }, { width, height, language, fullPage = false }, file) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      timezoneId: 'Asia/Shanghai',
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    });
    await context.clock.setFixedTime(NOW);
    await context.addInitScript(`localStorage.setItem('bangfu.language', '${language}')`);
    const signedIn = await context.request.post(`${this.url}/api/session`, { data: { account, password: PASSWORD } });
    if (!signedIn.ok()) throw new Error(`${account} could not sign in: ${signedIn.status()}`);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${this.url}${path}`);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    for (const [name, value] of Object.entries(fill)) await page.locator(`input[name=${name}]`).fill(value);
    await page.screenshot({ path: file, fullPage });
    await context.close();
    console.log(file);
  }

  async stop() {
    await this.browser.close();
    this.server.kill('SIGTERM');
    if (this.server.exitCode === null) await once(this.server, 'exit');
  }
}

function readyLine(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const url = /bangfu ready (http:\/\/\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${said}`)));
  });
}
