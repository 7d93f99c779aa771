export * from './forward/forward-from.js';
export * from './forward/forwarder.js';
export * from './forward/limits.js';
export * from './forward/routes.js';
export * from './forward/service-addresses.js';
export * from './forward/service-door.js';
export * from './gateway-http.js';
export * from './gateway.module.js';
