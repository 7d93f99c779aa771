// `npm run screens`: makes docs/screens anew from the demo year. `npm run screens -- --all <folder>` shows every page
// at three widths and in both languages, for whoever looks a change over.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root } from './prepare.mjs';
import { PAGES, SHOWN } from './screens/pages.mjs';
import { Photographer } from './screens/photographer.mjs';

const WIDTHS = [1440, 1024, 360];
const LANGUAGES = ['zh-CN', 'en'];

ensureBuilt();
const [flag, named] = process.argv.slice(2);
const target = flag === '--all' && named !== undefined ? named : join(root, 'docs', 'screens');
mkdirSync(target, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'bangfu-screens-'));
try {
  const photographer = await Photographer.start(data);
  try {
    if (flag === '--all') await everything(photographer);
    else for (const screen of SHOWN) await photographer.take(screen, { ...screen, language: 'zh-CN' }, join(target, `${screen.name}.png`));
  } finally {
    await photographer.stop();
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function everything(photographer) {
  for (const screen of PAGES) {
    for (const width of WIDTHS) {
      for (const language of LANGUAGES) {
        const file = join(target, `${screen.name}-${width}-${language}.png`);
        await photographer.take(screen, { width, height: 900, language, fullPage: true }, file);
      }
    }
  }
}
