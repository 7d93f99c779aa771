export * from './service-identity.js';
export * from './shared-secret.js';
