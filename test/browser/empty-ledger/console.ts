import { ConsoleBrowser } from '../../support/console-browser.js';
import { addAndSignIn } from '../../support/sign-in.js';

/** A ledger on its first day: accounts, and not one record. */
export let console_: ConsoleBrowser;

const ROLES_OF = [
  ['demo-leader', 'leader'],
  ['demo-auditor', 'auditor'],
  ['demo-unit', 'purchaser'],
  ['demo-reviewer', 'reviewer'],
  ['demo-project', 'project-staff'],
  ['demo-village', 'village-staff'],
] as const;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start('none');
  const password = console_.demoPassword;
  for (const [account, role] of ROLES_OF) await addAndSignIn(console_.ledger.url, { account, password, roles: [role] });
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());
