import type { FastifyReply, FastifyRequest } from 'fastify';
import { clearToken, newToken, setToken, tokenOf } from './token.js';

/** As much of a request and its reply as a cookie needs. */
function over(protocol: 'http' | 'https', cookie?: string): { request: FastifyRequest; reply: FastifyReply; set: () => string } {
  let set = '';
  const reply = { header: (_: string, value: string) => (set = value) };
  return { request: { protocol, headers: { cookie } } as FastifyRequest, reply: reply as unknown as FastifyReply, set: () => set };
}

describe('the cookie of a session', () => {
  const token = newToken();

  it('is Secure and bound to this host over TLS, and plain on http', () => {
    for (const [protocol, expected] of [
      ['https', `__Host-bangfu=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`],
      ['http', `bangfu=${token}; Path=/; HttpOnly; SameSite=Strict`],
    ] as const) {
      const { request, reply, set } = over(protocol);
      setToken(request, reply, token);
      expect(set()).toBe(expected);
      clearToken(request, reply);
      expect(set()).toBe(`${expected.replace(token, '')}; Max-Age=0`);
    }
  });

  it('is found among others, and over TLS the plain one is not taken for it', () => {
    expect(tokenOf(over('http', `a=1; bangfu=${token}; b=2`).request)).toBe(token);
    expect(tokenOf(over('https', `bangfu=${token}; __Host-bangfu=${token}`).request)).toBe(token);
    expect(tokenOf(over('https', `bangfu=${token}`).request)).toBeUndefined();
  });

  test.each(['', 'bangfu=', `xbangfu=${'A'.repeat(43)}`, `bangfu=${'A'.repeat(42)}`, `bangfu=${'A'.repeat(44)}`, 'bangfu=; DROP'])(
    '%j is none',
    (cookie) => {
      expect(tokenOf(over('http', cookie).request)).toBeUndefined();
    },
  );
});
