import type { Grants } from './access.js';

/** Who reads the logs themselves and has them walked (contract §2, §5). */
export const LOG_READING: Grants = { auditor: 'everything' };

/** Who sees how the processes and read models stand. */
export const SYSTEM_READING: Grants = { auditor: 'everything', admin: 'everything' };

/** Who loads and clears the demonstration and has read models rebuilt. */
export const OPERATING: Grants = { admin: 'everything' };
