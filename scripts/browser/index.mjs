import { existsSync } from 'node:fs';
import { aptInstall } from '../servers/packages.mjs';

/** Where Debian puts it, and where others do. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** A page of this system without them is a page of empty boxes. */
const CHINESE_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/**
 * The browser that the console is tested in: the one named by TEST_BROWSER, else Chromium of this machine, installed from
 * Debian's packages where it is missing.
 * @returns path of the program
 * @throws ServersError where it can be neither found nor installed
 */
export async function findBrowser() {
  const named = process.env['TEST_BROWSER'];
  if (named !== undefined) return named;
  const found = PLACES.find((path) => existsSync(path));
  if (found !== undefined && existsSync(CHINESE_FONT)) return found;
  await aptInstall(['chromium', 'fonts-noto-cjk']);
  return found ?? PLACES[0];
}

/** Without these Chromium keeps asking servers of its maker, and its sandbox needs rights that a container does not give. */
export const BROWSER_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
