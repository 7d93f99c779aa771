import type { Grants } from '#contracts';

/** 账号管理: administrators keep the accounts (contract §2). */
export const ACCOUNT_KEEPING: Grants = { admin: 'everything' };

/** 查看账号: the auditor reads who may do what. */
export const ACCOUNT_READING: Grants = { admin: 'everything', auditor: 'everything' };

/** 访问日志: auditors alone; who administers accounts does not read who was watched. */
export const ACCESS_LOG_READING: Grants = { auditor: 'everything' };
