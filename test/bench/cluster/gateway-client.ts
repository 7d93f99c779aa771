import { Agent, get, type IncomingMessage, request } from 'node:http';
import { type SignedIn, signInTester } from '../../support/sign-in.js';
import { must } from '../result.js';

const BODY = JSON.stringify({ kind: 'visit', place: '山阳县', topic: '消费帮扶考察' });

/** A client of the gateway with connections of its own. */
export class GatewayClient {
  private readonly agent: Agent;
  private sent = 0;

  private constructor(
    private readonly tester: SignedIn,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Logs in and keeps so many connections. */
  static async open(url: string, connections: number): Promise<GatewayClient> {
    return new GatewayClient(await signInTester(url), connections);
  }

  /** Records one visit. @returns its position in the log of households @throws where it is not accepted */
  async command(): Promise<number> {
    this.sent += 1;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(BODY),
      'idempotency-key': `bench-${process.pid}-${Date.now()}-${this.sent}`,
      cookie: this.tester.cookie,
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(new URL('/api/activities', this.tester.url), { method: 'POST', agent: this.agent, headers }, resolve)
        .once('error', reject)
        .end(BODY);
    });
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
    must(answer.statusCode === 201, `a command got ${answer.statusCode}: ${text}`);
    return (JSON.parse(text) as { position: number }).position;
  }

  async head(): Promise<number> {
    const answer = await this.tester.fetch('/api/log/households?limit=1');
    return ((await answer.json()) as { head: number }).head;
  }

  /** Listens to the figures. @param moved told how far the log of households is in them @returns ends the listening */
  async listen(moved: (position: number) => void): Promise<() => void> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(new URL('/api/stream', this.tester.url), { agent: false, headers: { cookie: this.tester.cookie } }, resolve).once(
        'error',
        reject,
      );
    });
    let rest = '';
    answer.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const position = /^id: .*\bhouseholds:(\d+)/.exec(line)?.[1];
        if (position !== undefined) moved(Number(position));
      }
    });
    return () => answer.destroy();
  }

  close(): void {
    this.agent.destroy();
  }
}
