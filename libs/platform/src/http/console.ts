import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without an account: the pages themselves, which know nothing until someone has signed in. */
    open?: boolean;
  }
}

const OPEN = { config: { open: true } };
const YEAR_MS = 31_536_000_000;
const ASSETS = 'assets';

/** What is asked for as a file; an id may have a point in it and still be a page's. */
const FILE_NAME = /\.(js|css|map|svg|png|ico|json|txt|html|webmanifest)$/;

/** Below this address lies the light entry for villages. */
const LIGHT = 'm';

/**
 * The console at the bare address. Files under `/assets` bear a hash in their name and are kept for a year; the pages are
 * asked for anew each time, or a release would not reach the browsers. Every address that is no file and not under `/api`
 * is a page of the console: its own router reads the rest.
 * @param folder the built console: `index.html`, `m.html`, `assets/`
 */
export function serveConsole(app: NestFastifyApplication, folder: string): void {
  const server = app.getHttpAdapter().getInstance();
  const files = filesIn(folder);
  const assets = filesIn(join(folder, ASSETS));
  void server.register(fastifyStatic, { root: folder, serve: false, preCompressed: true });
  server.get(`/${ASSETS}/*`, OPEN, (request, reply) => {
    const asset = restOf(request);
    return assets.has(asset) ? reply.sendFile(`${ASSETS}/${asset}`, { maxAge: YEAR_MS, immutable: true }) : missing(request, reply);
  });
  server.get('/*', OPEN, (request, reply) => {
    const page = pageFor(restOf(request), files);
    return page === undefined ? missing(request, reply) : unkept(reply, page);
  });
  // Nothing under the API is a page, and whoever asks there for what is not there needs a session as for everything else.
  server.get('/api/*', missing);
}

/** The files that lie in a folder: what is not one of them is never looked for on the disk. */
function filesIn(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])));
}

function missing(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

function restOf(request: FastifyRequest): string {
  return (request.params as Readonly<Record<string, string>>)['*'] ?? '';
}

/** The file that answers an address, or nothing where none does: an unknown file is no page, and neither is `/api`. */
function pageFor(path: string, files: ReadonlySet<string>): string | undefined {
  const [first, ...below] = path.split('/');
  if (below.length === 0 && files.has(path)) return path;
  if (path === 'api' || FILE_NAME.test(path)) return undefined;
  return first === LIGHT ? 'm.html' : 'index.html';
}

function unkept(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('Cache-Control', 'no-cache').sendFile(page, { cacheControl: false });
}
