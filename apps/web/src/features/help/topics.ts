import type { Role } from '#contracts';

/** Topics in reading order, each for whose work it is; those for everybody last. */
const TOPICS = {
  record: ['purchaser'],
  reserve: ['purchaser', 'reviewer'],
  stage: ['project-staff'],
  village: ['village-staff'],
  figures: ['leader', 'auditor', 'reviewer', 'purchaser', 'admin'],
  admin: ['admin'],
  mend: ['purchaser', 'reviewer'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Topic = keyof typeof TOPICS;

/** What the help tells whoever has these roles. */
export function topicsFor(roles: readonly Role[]): readonly Topic[] {
  return (Object.keys(TOPICS) as Topic[]).filter((topic) => TOPICS[topic].some((role) => roles.includes(role)));
}
