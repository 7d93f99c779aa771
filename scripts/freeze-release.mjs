// `node scripts/freeze-release.mjs`: keeps what this tree is as the release that package.json names, in test/releases/<version>: the
// steps of every schema as SQL, and what stands in each after a small story. test/integration/upgrade.spec.ts begins there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root, run } from './prepare.mjs';

checkNode();
ensureInstalled();
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = join('test', 'releases', version);
if (existsSync(join(root, folder))) {
  console.error(
    `${folder}: 该版本已冻结，不得更改；请先在 package.json 中提高版本号。/ This release is frozen and stays as it is; raise the version in package.json first.`,
  );
  process.exit(1);
}
ensureBuilt();
process.chdir(root);
const sources = ['test/releases', 'test/support', 'test/contract/every-event-story.ts'];
run(process.execPath, [
  join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'),
  ...sources,
  '-d',
  'dist',
  '--quiet',
  '--ignore',
  '**/*.spec.ts',
]);
const { freezeRelease } = await import('../dist/test/releases/freeze.js');
await freezeRelease();
console.log(folder);
