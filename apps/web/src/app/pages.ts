import type { Role } from '#contracts';
import type { Messages } from '../locales';

/** One page of the menu: its address, its name and who is offered it. What may really be read, the server decides. */
export interface MenuPage {
  readonly path: string;
  readonly name: keyof Messages['menu'];
  /** Absent: everybody. */
  readonly roles?: readonly Role[];
}

const AGGREGATES: readonly Role[] = ['leader', 'auditor', 'admin', 'reviewer'];

/** The menu, in reading order. A page that is not finished is not in it. */
export const MENU: readonly MenuPage[] = [
  { path: '/overview', name: 'overview', roles: [...AGGREGATES, 'purchaser', 'project-staff'] },
  { path: '/rules', name: 'rules' },
];

/** Where somebody begins who has these roles. */
export function homeOf(_roles: readonly Role[]): string {
  return '/overview';
}
