export * from './append/submission.js';
export * from './event-log.js';
export * from './projection/projection.js';
export * from './projection/read-your-write.js';
export * from './tokens.js';
