import { i18n } from '../../locales';

/** One thing that waits for whoever has signed in, and the page where it is done. */
export interface Todo {
  readonly key: string;
  readonly text: string;
  readonly to: string;
}

const MOST_NAMES = 3;

/** A few of many names, and that there are more. */
export function someOf(names: readonly string[]): string {
  const t = i18n.global.t;
  const shown = names.slice(0, MOST_NAMES).join(t('desk.and'));
  return names.length > MOST_NAMES ? t('desk.andMore', { names: shown }) : shown;
}
