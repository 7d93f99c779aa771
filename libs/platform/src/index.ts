export * from './clock.js';
export * from './ids.js';
export * from './http/commanded.js';
export * from './http/list-query.js';
export * from './http/problem-error.js';
export * from './http/reads-from.js';
export * from './fail-point.js';
