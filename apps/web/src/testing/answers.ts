/** A call the page made of its server. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: BodyInit | null | undefined;
}

/** An answer, or what the network did to it. */
export type Answering = (call: Call) => Response | Error | Promise<Response | Error>;

/** Answers every call of the page from now on. @returns the calls, in their order */
export function answering(answer: Answering): Call[] {
  const calls: Call[] = [];
  globalThis.fetch = async (url, init = {}) => {
    const call = { method: init.method ?? 'GET', path: url as string, body: init.body };
    calls.push(call);
    const answered = await answer(call);
    if (answered instanceof Error) throw answered;
    return answered;
  };
  return calls;
}

/** What a browser says of a server that it cannot reach. */
export const unreachable = (): Error => new TypeError('Failed to fetch');

export const json = (body: object, status = 200): Response => Response.json(body, { status });

/** The server's no. */
export const problem = (status: number, code: string, detail = code): Response =>
  new Response(JSON.stringify({ status, code, title: code, detail }), { status, headers: { 'content-type': 'application/problem+json' } });
