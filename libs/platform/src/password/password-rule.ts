import type { ProblemItem } from '#contracts';
import { COMMON_PASSWORDS } from './common-passwords.js';

/**
 * What a password must be. `asvs`: OWASP ASVS 5.0 §6.2: length and a list, no composition, no renewal. `mlps`: 等保 (GB/T
 * 22239-2019, 身份鉴别): besides, three classes of characters and renewal every 90 days.
 */
export const PASSWORD_PROFILES = ['asvs', 'mlps'] as const;
/** How much a password is asked for. */
export type PasswordProfile = (typeof PASSWORD_PROFILES)[number];

/** Characters, not bytes. */
export const LEAST_PASSWORD_CHARACTERS = 12;
/** Characters, not bytes. */
export const MOST_PASSWORD_CHARACTERS = 128;
/** What must be left of a password when the account's own name is taken out of it. */
const LEAST_BESIDE_ACCOUNT = 6;
const LEAST_CLASSES = 3;
const CLASSES = [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{Lu}\p{Ll}\p{N}]/u];

/** How long a password may be used; `undefined` = for ever. */
export const PASSWORD_LIFE_MS: Readonly<Record<PasswordProfile, number | undefined>> = { asvs: undefined, mlps: 90 * 86_400_000 };

/** All that is wrong with a password. @param account whose it is, '' where it is for several @param path the field it came in */
export function passwordProblems(profile: PasswordProfile, account: string, password: string, path: string): ProblemItem[] {
  const characters = Array.from(password).length;
  const problems: ProblemItem[] = [];
  if (characters < LEAST_PASSWORD_CHARACTERS) {
    problems.push({ code: 'PASSWORD.TOO_SHORT', path, params: { least: LEAST_PASSWORD_CHARACTERS } });
  }
  if (characters > MOST_PASSWORD_CHARACTERS) problems.push({ code: 'PASSWORD.TOO_LONG', path, params: { most: MOST_PASSWORD_CHARACTERS } });
  if (isCommon(password)) problems.push({ code: 'PASSWORD.COMMON', path });
  if (isMadeOf(password, account)) problems.push({ code: 'PASSWORD.HOLDS_ACCOUNT', path });
  const classes = CLASSES.filter((one) => one.test(password)).length;
  if (profile === 'mlps' && classes < LEAST_CLASSES)
    problems.push({ code: 'PASSWORD.TOO_FEW_CLASSES', path, params: { least: LEAST_CLASSES } });
  return problems;
}

/** On the list, whatever its capitals, or nothing but one character. */
function isCommon(password: string): boolean {
  return COMMON_PASSWORDS.has(password.toLowerCase()) || new Set(password.toLowerCase()).size === 1;
}

function isMadeOf(password: string, account: string): boolean {
  const rest = password.toLowerCase().replaceAll(account.toLowerCase(), '');
  return account !== '' && rest.length < password.length && Array.from(rest).length < LEAST_BESIDE_ACCOUNT;
}
