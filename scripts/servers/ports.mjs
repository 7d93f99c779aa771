import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { ServersError } from './failure.mjs';
import { take } from './locks.mjs';
import { cacheFolder } from './places.mjs';

/** Below the range from which systems give ports to outgoing connections, so a server that is away gets its port back. */
const FIRST = 20_000;
const LAST = 31_999;

/** Ports on loopback that nobody listens on and no other living run has chosen; `freePorts` gives them back. */
export async function choosePorts(count) {
  const chosen = [];
  for (let attempts = 0; chosen.length < count; attempts += 1) {
    if (attempts > 1_000)
      throw new ServersError('SERVERS.NO_PORT', `${FIRST}–${LAST} 中找不到空闲端口`, `no free port between ${FIRST} and ${LAST}`);
    const port = randomInt(FIRST, LAST + 1);
    if (chosen.includes(port) || !reserve(port)) continue;
    if (await bindable(port)) chosen.push(port);
    else freePorts([port]);
  }
  return chosen;
}

export function freePorts(ports) {
  for (const port of ports) rmSync(reservation(port), { force: true });
}

function reserve(port) {
  mkdirSync(join(cacheFolder(), 'ports'), { recursive: true });
  return take(reservation(port));
}

function reservation(port) {
  return join(cacheFolder(), 'ports', String(port));
}

function bindable(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * Sends one request and returns the first bytes of the answer.
 * @returns {Promise<Buffer | undefined>} undefined when nobody listens, the other side closes, or nothing comes within the limit
 */
export function firstAnswer(port, request, limitMs = 500) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(limitMs, () => done(undefined));
    socket.once('connect', () => request !== undefined && socket.write(request));
    socket.once('data', done);
    socket.once('error', () => done(undefined));
    socket.once('close', () => done(undefined));
  });
}
