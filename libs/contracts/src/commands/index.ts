export * from './account-commands.js';
export * from './directory-commands.js';
export * from './command-body.js';
export * from './fields.js';
export * from './project-commands.js';
export { missingFields } from './requires.js';
export * from './reserve-commands.js';
export * from './household-commands.js';
export * from './order-commands.js';
