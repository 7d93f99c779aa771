export * from './backup.js';
export * from './data-folder.js';
export * from './open-ledger.js';
export * from './serve.js';
export * from './verify.js';
export * from './cli.js';
export * from './demo.js';
export * from './first-start.js';
