export * from './access/access-entry.js';
export * from './account/account.js';
export type { Places } from './account/known-places.js';
export { type Accounts, type GivenPassword } from './account/accounts.js';
export * from './accounts.module.js';
export { randomPassword } from './password/password-hashes.js';
export { type InsideDoor, type InsidePart } from './inside-door.js';
export * from './public-office.js';
export { accountSteps } from './tables.js';
