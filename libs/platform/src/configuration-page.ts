import { SETTINGS } from './settings.js';

/** `docs/configuration.md`, made from the list the program itself reads. A test keeps the file fresh. */
export function configurationPage(): string {
  const rows = SETTINGS.map(({ name, standard, zh, en }) => `| \`${name}\` | ${standard} | ${zh} / ${en} |`);
  return [
    '# Settings 设置',
    '',
    'Made from `libs/platform/src/settings.ts`. An unknown `BANGFU_…` variable or an unusable value stops the start, all problems at once.',
    '',
    '| Variable | Default | Meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
