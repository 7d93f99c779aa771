import { Buffer } from 'node:buffer';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** What stopped a server from being installed or started: a stable code, then where/what/what to do in both languages. */
export class ServersError extends Error {
  constructor(code, zh, en, options) {
    super(`${code} ${zh} / ${en}`, options);
    this.name = 'ServersError';
    this.code = code;
  }
}

/** The end of a log: what a person needs beside "it did not start". */
export function tail(file, bytes = 4_000) {
  if (!existsSync(file)) return '';
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(bytes, size));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8');
  } finally {
    closeSync(handle);
  }
}
