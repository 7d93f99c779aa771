import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Lets Nest speak through the process's own log: one format, one stream. Its start-up chatter is debug. */
export function nestLogger(logger: Logger): LoggerService {
  const said = (parts: unknown[]): { readonly nest: unknown[] } => ({ nest: parts });
  return {
    log: (message: unknown, ...parts: unknown[]) => logger.debug(said(parts), String(message)),
    debug: (message: unknown, ...parts: unknown[]) => logger.debug(said(parts), String(message)),
    verbose: (message: unknown, ...parts: unknown[]) => logger.trace(said(parts), String(message)),
    warn: (message: unknown, ...parts: unknown[]) => logger.warn(said(parts), String(message)),
    error: (message: unknown, ...parts: unknown[]) => logger.error(said(parts), String(message)),
    fatal: (message: unknown, ...parts: unknown[]) => logger.fatal(said(parts), String(message)),
  };
}
