export * from './demo-request.js';
export { lianhu2020 } from './lianhu-2020/index.js';
