import helmet from '@fastify/helmet';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';

/** Everything from ourselves, no script in a page, in nobody's frame. */
const OURS_ALONE = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
  scriptSrcAttr: ["'none'"],
  // Charts and icons made in the page.
  imgSrc: ["'self'", 'data:'],
  // Elements of the console carry sizes and places in their style attribute; a style sheet in a page stays refused.
  styleSrcAttr: ["'unsafe-inline'"],
};

/** The page of the interface brings a style sheet in itself; no script. */
const INTERFACE_PAGE = '/api/docs';

const DAY_S = 86_400;
const STRICT_TRANSPORT = `max-age=${365 * DAY_S}`;

/**
 * The headers that bind browsers, on every answer. They are set on the answer of Node itself: what the gateway passes on
 * from a service and the streams go out past Fastify.
 */
export async function sendSecurityHeaders(server: FastifyInstance): Promise<void> {
  const always = await wordsOfHelmet();
  server.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of always) reply.raw.setHeader(name, value);
    if (request.protocol === 'https') reply.raw.setHeader('Strict-Transport-Security', STRICT_TRANSPORT);
    if (request.url.startsWith('/api')) forbidKeeping(reply);
    if (request.url.startsWith(INTERFACE_PAGE)) allowItsStyle(reply);
  });
}

/** Headers of an empty answer that are not Helmet's. */
const OF_ANY_ANSWER: readonly string[] = ['content-length', 'content-type', 'connection', 'date'];

/** What Helmet says of an answer, asked once: it says the same of every one, and works it out each time (4 % of a command). */
async function wordsOfHelmet(): Promise<readonly (readonly [name: string, value: string])[]> {
  const asked = fastify();
  await asked.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: OURS_ALONE },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // Said over TLS alone: a browser must not be held to what this address does not speak.
    strictTransportSecurity: false,
  });
  asked.get('/', () => '');
  const { headers } = await asked.inject('/');
  await asked.close();
  return Object.entries(headers).flatMap(([name, value]) => (OF_ANY_ANSWER.includes(name) ? [] : [[name, String(value)] as const]));
}

/** Answers of the interface are of one person at one moment: no cache between, none in the browser. */
export function forbidKeeping(reply: FastifyReply): void {
  reply.raw.setHeader('Cache-Control', 'no-store');
}

function allowItsStyle(reply: FastifyReply): void {
  const policy = String(reply.raw.getHeader('content-security-policy'));
  reply.raw.setHeader('Content-Security-Policy', `${policy};style-src 'self' 'unsafe-inline'`);
}
