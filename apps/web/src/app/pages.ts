import type { Role } from '#contracts';
import type { Messages } from '../locales';

/** One page of the menu: its address, its name and who is offered it. What may really be read, the server decides. */
export interface MenuPage {
  readonly path: string;
  readonly name: keyof Messages['menu'];
  /** Absent: everybody. */
  readonly roles?: readonly Role[];
  /** Here something is entered: whoever it is not offered is not shown its empty form either, whatever address they open. */
  readonly enters?: true;
}

const AGGREGATES: readonly Role[] = ['leader', 'auditor', 'admin', 'reviewer'];

/** The menu, in reading order. A page that is not finished is not in it. */
export const MENU: readonly MenuPage[] = [
  { path: '/desk', name: 'home', roles: ['purchaser', 'reviewer', 'project-staff', 'village-staff', 'admin'] },
  { path: '/overview', name: 'overview', roles: [...AGGREGATES, 'purchaser'] },
  { path: '/overview/ranking', name: 'ranking', roles: ['leader', 'auditor', 'reviewer'] },
  { path: '/purchases', name: 'purchases', roles: ['purchaser', 'reviewer', 'leader', 'auditor'] },
  { path: '/purchases/new', name: 'record', roles: ['purchaser'], enters: true },
  { path: '/reserve', name: 'reserve', roles: ['purchaser', 'reviewer', 'leader', 'auditor'] },
  { path: '/projects', name: 'projects', roles: ['project-staff', 'reviewer', 'leader', 'auditor'] },
  { path: '/sales', name: 'sales', roles: ['village-staff', 'reviewer', 'leader', 'auditor'] },
  { path: '/unit/import', name: 'imports', roles: ['purchaser', 'village-staff', 'admin', 'auditor', 'reviewer'], enters: true },
  { path: '/access-log', name: 'accessLog', roles: ['auditor'] },
  { path: '/admin', name: 'admin', roles: ['admin'] },
  { path: '/rules', name: 'rules' },
];

/** Whether somebody with these roles finds a page in the menu. */
export function isOffered({ roles }: MenuPage, to: readonly Role[]): boolean {
  return roles === undefined || roles.some((role) => to.includes(role));
}

/** Where somebody begins who has these roles: the first page that is theirs. */
export function homeOf(roles: readonly Role[]): string {
  return MENU.find((page) => isOffered(page, roles))?.path ?? '/rules';
}

/** The page at an address that somebody with these roles is not let into: it is for entering, and not offered to them. */
export function closedPage(address: string, roles: readonly Role[]): MenuPage | undefined {
  const page = MENU.find(({ path, enters }) => enters === true && (address === path || address.startsWith(`${path}/`)));
  return page === undefined || isOffered(page, roles) ? undefined : page;
}
