import { ACCESS_RULES } from './access.contract.js';
import { ACCOUNT_RULES } from './account.contract.js';
import { SESSION_RULES } from './session.contract.js';
import { TOTP_RULES } from './totp.contract.js';

/** Everything that accounts, sessions and the access log promise; run on every engine. */
export const OFFICE_RULES = [...SESSION_RULES, ...ACCOUNT_RULES, ...ACCESS_RULES, ...TOTP_RULES];
