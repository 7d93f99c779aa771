export * from './backup.js';
export * from './data-folder.js';
export * from './open-ledger.js';
export * from './serve.js';
export * from './verify.js';
