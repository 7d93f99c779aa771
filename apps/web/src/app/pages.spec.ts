import { type Role, ROLES } from '#contracts';
import { closedPage } from './pages';
import { ROUTES } from './routes';

const ENTER_ORDERS: readonly Role[] = ['purchaser'];
const IMPORT: readonly Role[] = ['purchaser', 'village-staff', 'admin', 'auditor', 'reviewer'];

/** Every address of the console and who is let in. Where it is everybody, nothing is entered, or the page offers it to its roles alone. */
const LET_IN: Readonly<Record<string, readonly Role[]>> = {
  '/login': ROLES,
  '/new-password': ROLES,
  '/': ROLES,
  '/desk': ROLES,
  '/reserve': ROLES,
  '/overview': ROLES,
  '/purchases': ROLES,
  '/purchases/new': ENTER_ORDERS,
  '/projects': ROLES,
  '/projects/:id': ROLES,
  '/overview/ranking': ROLES,
  '/sales': ROLES,
  '/unit/import': IMPORT,
  '/unit/import/:batch': IMPORT,
  '/access-log': ROLES,
  '/admin': ROLES,
  '/help': ROLES,
  '/rules': ROLES,
  '/:rest(.*)*': ROLES,
};

describe('who is let into a page by its address', () => {
  it('is said of every address there is', () => {
    expect(ROUTES.map(({ path }) => path).sort()).toEqual(Object.keys(LET_IN).sort());
  });

  it.each(Object.entries(LET_IN))('%s is open to its roles and closed to every other', (path, letIn) => {
    const address = path.replace(/:\w+/, 'imp-1');
    expect(ROLES.filter((role) => closedPage(address, [role]) === undefined)).toEqual(ROLES.filter((role) => letIn.includes(role)));
  });

  it('is let in by any one of several roles, and with none at all by no page where something is entered', () => {
    expect(closedPage('/purchases/new', ['leader', 'purchaser'])).toBeUndefined();
    expect(closedPage('/purchases/new', [])?.name).toBe('record');
  });
});
