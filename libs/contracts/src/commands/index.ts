export * from './command-body.js';
export * from './fields.js';
