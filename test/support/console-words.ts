import admin from '../../apps/web/src/locales/zh-CN/admin.js';
import desk from '../../apps/web/src/locales/zh-CN/desk.js';
import evidence from '../../apps/web/src/locales/zh-CN/evidence.js';
import help from '../../apps/web/src/locales/zh-CN/help.js';
import imports from '../../apps/web/src/locales/zh-CN/imports.js';
import locks from '../../apps/web/src/locales/zh-CN/locks.js';
import orders from '../../apps/web/src/locales/zh-CN/orders.js';
import overview from '../../apps/web/src/locales/zh-CN/overview.js';
import projects from '../../apps/web/src/locales/zh-CN/projects.js';
import shell from '../../apps/web/src/locales/zh-CN/shell.js';
import words from '../../apps/web/src/locales/zh-CN/words.js';

const ALL = { ...shell, ...desk, ...admin, ...help, ...imports, words, overview, evidence, locks, orders, projects };

/** The first words of the keys of texts: `overview` of `overview.title`. What reads so on a page is a text that is missing. */
export const NAMESPACES: readonly string[] = Object.keys(ALL).filter((name) => typeof ALL[name as keyof typeof ALL] === 'object');

/** Every Chinese text that the console itself says. */
export const CHINESE_TEXTS: ReadonlySet<string> = new Set(stringsIn(ALL));

/** Every text within a value as JSON has it. @param skip names whose texts are not taken */
export function stringsIn(value: unknown, skip: readonly string[] = []): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]) => (skip.includes(name) ? [] : stringsIn(each, skip)));
}
