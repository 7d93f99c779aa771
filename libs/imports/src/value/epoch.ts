/** The sheet's day 0 in days since 1970-01-01: 1899-12-30 (1900 was no leap year, Excel says it was) and 1904-01-01. */
export const EPOCH_DAYS = { 1900: -25_569, 1904: -24_107 } as const;
