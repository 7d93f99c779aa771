import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server on loopback that behaves as a spec wants and remembers what it was asked. */
export class AService {
  private constructor(
    private readonly server: Server,
    readonly url: URL,
    readonly seen: readonly Seen[],
  ) {}

  static async start(behave: Behaviour, port = 0): Promise<AService> {
    const seen: Seen[] = [];
    const server = createServer((request, response) => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      behave(request, response);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new AService(server, new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), seen);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers JSON at once, whatever is asked. */
export function answering(body: object, status = 200): Behaviour {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

/** An address on loopback where nobody listens. */
export async function nobodyAt(): Promise<URL> {
  const service = await AService.start(answering({}));
  await service.stop();
  return service.url;
}
