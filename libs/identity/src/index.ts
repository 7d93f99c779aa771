export * from './service-door.js';
export * from './service-identity.js';
export * from './signed-call.js';
