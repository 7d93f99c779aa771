import { ConsoleBrowser } from '../../support/console-browser.js';

/** The console over one server with the demonstration year; all facts of this folder look at it, one after the other. */
export let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());
