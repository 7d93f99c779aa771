/**
 * Server error numbers by what they mean to us. https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html,
 * https://mariadb.com/kb/en/mariadb-error-code-reference/
 */
const PRESENT = {
  TABLE_EXISTS: 1050,
  INDEX_EXISTS: 1061,
} as const;

const DUPLICATE_KEY = 1062;

/** The transaction may be run again as it is. */
const TRANSIENT = {
  /** MariaDB with `innodb_snapshot_isolation`: a row has changed since the snapshot. */
  RECORD_CHANGED: 1020,
  LOCK_WAIT_TIMEOUT: 1205,
  DEADLOCK: 1213,
  /** A table was replaced after the snapshot was taken. */
  TABLE_CHANGED: 1412,
  MUST_REPREPARE: 1615,
  LOCK_NOT_AVAILABLE: 3572,
} as const;

/** The storage or the server is in no state to work. */
const UNAVAILABLE = {
  DISK_FULL: 1021,
  WRITING_FILE: 1026,
  READING_FILE: 1030,
  OUT_OF_MEMORY: 1037,
  OUT_OF_SORT_MEMORY: 1038,
  TOO_MANY_CONNECTIONS: 1040,
  OUT_OF_RESOURCES: 1041,
  ACCESS_DENIED_TO_SCHEMA: 1044,
  ACCESS_DENIED: 1045,
  UNKNOWN_SCHEMA: 1049,
  SERVER_SHUTDOWN: 1053,
  FORCING_CLOSE: 1080,
  TABLE_FULL: 1114,
  READ_ONLY_OPTION: 1290,
  QUERY_INTERRUPTED: 1317,
  READ_ONLY_TRANSACTION: 1792,
  READ_ONLY_MODE: 1836,
  INNODB_READ_ONLY: 1874,
  CONNECTION_KILLED: 1927,
  /** The same in MySQL, from 8.0.24 on. */
  CLIENT_INTERACTION_TIMEOUT: 4031,
} as const;

/** Code of our own error for a server that does not answer; the driver has the same for its own. */
export const SILENT = 'PROTOCOL_SEQUENCE_TIMEOUT';

/** What the client says when the server is not there, or not any more. */
const CONNECTION_LOST = [
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  SILENT,
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_CLIENT_INTERACTION_TIMEOUT',
];
const NOT_REACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'POOL_CLOSED'];

/** Whether what was to be made is there already. */
export function isPresent(error: unknown): boolean {
  return hasNumber(PRESENT, error);
}

/** Whether a row with this key is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return numberOf(error) === DUPLICATE_KEY;
}

/** The connection is gone, and with it the transaction, unless its COMMIT had arrived. */
export function isConnectionLost(error: unknown): boolean {
  return CONNECTION_LOST.includes(codeOf(error)) || messageOf(error).includes('closed state');
}

/** A lost connection too: on a new one the transaction may be run again by whoever can tell whether it was committed. */
export function isTransient(error: unknown): boolean {
  return hasNumber(TRANSIENT, error) || isConnectionLost(error);
}

/** Whether the server is away: nothing is wrong with the statement. */
export function isUnavailable(error: unknown): boolean {
  return hasNumber(UNAVAILABLE, error) || isConnectionLost(error) || NOT_REACHABLE.includes(codeOf(error));
}

function hasNumber(meant: Readonly<Record<string, number>>, error: unknown): boolean {
  return Object.values(meant).includes(numberOf(error));
}

/** What an error says of itself. Not by its class: errors of sockets are made by Node, those of the client by the client. */
function said(error: unknown): { readonly errno?: unknown; readonly code?: unknown; readonly message?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

function numberOf(error: unknown): number {
  const { errno } = said(error);
  return typeof errno === 'number' ? errno : 0;
}

/** What the client or the server calls an error, as `ECONNREFUSED`; empty where it has no name. */
export function codeOf(error: unknown): string {
  const { code } = said(error);
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  const { message } = said(error);
  return typeof message === 'string' ? message : '';
}
