export { referenceCopy, referenceTable } from './reference-copy.projection.js';
export * from './references.js';
export * from './arrivals.js';
