import { APPS, CLUSTER_APPS } from './apps.js';
import { type Setting, SETTINGS } from './settings.js';

/** `docs/configuration.md`, made from the list the program itself reads. A test keeps the file fresh. */
export function configurationPage(): string {
  const rows = SETTINGS.map((setting) => {
    const { name, standard, zh, en } = setting;
    return `| \`${name}\` | ${processesOf(setting)} | ${standard} | ${zh} / ${en} |`;
  });
  return [
    '# Settings 设置',
    '',
    'Made from `libs/platform/src/configuration/settings.ts`. An unknown `BANGFU_…` variable, one that belongs to another process,',
    'or an unusable value stops the start, all problems at once. `cluster` is gateway, purchases, projects, households and impact.',
    '',
    '| Variable | Processes | Default | Meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function processesOf({ apps }: Setting): string {
  if (apps === APPS) return 'all';
  return apps === CLUSTER_APPS ? 'cluster' : apps.join(', ');
}
