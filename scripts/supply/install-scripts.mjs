// Names every package of package-lock.json that runs a script when it is installed and that `allowScripts` in package.json does not
// decide about: true = it runs, false = it does not. Ends with 1 where there is one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../prepare.mjs';

/** @returns `name@version` of each undecided package, and of each decision about a package that is not there or runs nothing */
export function undecided({ packages }, allowScripts) {
  const running = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path, { version }]) => ({ name: path.split('node_modules/').at(-1), version }));
  const names = new Set(running.map(({ name }) => name));
  return {
    unknown: running.filter(({ name }) => !(name in allowScripts)).map(({ name, version }) => `${name}@${version}`),
    idle: Object.keys(allowScripts).filter((name) => !names.has(name)),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const { unknown, idle } = undecided(read('package-lock.json'), read('package.json').allowScripts);
  for (const name of unknown) console.error(`${name}: 安装脚本未经批准 / runs an install script that nobody has decided about`);
  for (const name of idle) console.error(`${name}: allowScripts 中多余 / has no install script, yet stands in allowScripts`);
  if (unknown.length + idle.length > 0) process.exit(1);
}
