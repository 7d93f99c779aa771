export { referenceCopy, referenceTable } from './reference-copy.projection.js';
export * from './references.js';
export * from './adjusting.guard.js';
export * from './arrivals.js';
export * from './record.guard.js';
export * from './step-of.js';
export * from './unit-parents.js';
export * from './unit-scope.js';
