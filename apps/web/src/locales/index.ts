import { createI18n } from 'vue-i18n';
import { ref } from 'vue';
import { speak } from '../api/client';
import access from './zh-CN/access';
import admin from './zh-CN/admin';
import desk from './zh-CN/desk';
import evidence from './zh-CN/evidence';
import help from './zh-CN/help';
import imports from './zh-CN/imports';
import locks from './zh-CN/locks';
import orders from './zh-CN/orders';
import overview from './zh-CN/overview';
import projects from './zh-CN/projects';
import shell from './zh-CN/shell';
import words from './zh-CN/words';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const zh = { ...shell, ...desk, ...admin, ...help, ...imports, words, access, overview, evidence, locks, orders, projects };
/** Every text of the console; the other language is checked against it by the compiler. */
export type Messages = typeof zh;

const STORED = 'bangfu.language';

/** Chinese comes with the page; English is fetched when it is asked for. */
const LOADERS: Readonly<Record<Exclude<Language, 'zh-CN'>, () => Promise<{ default: Messages }>>> = {
  en: () => import('./en'),
};

const messages: Partial<Record<Language, Messages>> = { 'zh-CN': zh };

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  messages: messages as Record<Language, Messages>,
  missingWarn: false,
  fallbackWarn: false,
});

/** The language of the page, for what is drawn outside of a template. */
export const language = ref<Language>('zh-CN');

/** Turns the whole page to a language, and the server's sentences with it. */
export async function useLanguage(next: Language): Promise<void> {
  if (next !== 'zh-CN') i18n.global.setLocaleMessage(next, (await LOADERS[next]()).default);
  i18n.global.locale.value = next;
  language.value = next;
  document.documentElement.lang = next;
  localStorage.setItem(STORED, next);
  speak(next);
}

/** The language somebody chose here before; Chinese where nobody has. */
export function storedLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  return LANGUAGES.find((each) => each === stored) ?? 'zh-CN';
}
