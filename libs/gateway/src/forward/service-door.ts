import { Agent, type IncomingMessage } from 'node:http';
import type { CallSigner } from '#identity';
import type { ServiceName } from '#platform';
import { attempt, NoAnswerError, type ServiceCall } from './attempt.js';
import type { Departure } from './departure.js';
import type { ForwardLimits } from './limits.js';
import type { Address, ServiceAddresses } from './service-addresses.js';

/** The way to one service: its instances, kept connections and what has become of the calls. */
export class ServiceDoor {
  readonly counts = { answered: 0, repeated: 0, failed: 0 };
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });

  constructor(
    private readonly addresses: ServiceAddresses,
    readonly limits: ForwardLimits,
    private readonly signer: CallSigner,
  ) {}

  get service(): ServiceName {
    return this.addresses.service;
  }

  /**
   * Calls the service; once more, at another instance if there is one, where the connection broke before an answer began.
   * @param call something that may arrive twice: a query, or a command with its key
   * @throws NoAnswerError
   */
  async call(call: ServiceCall, departure: Departure): Promise<IncomingMessage> {
    const address = this.addresses.take();
    try {
      if (address === undefined) throw new NoAnswerError('unreachable');
      return this.answered(await this.attempt(address, call, departure));
    } catch (error) {
      const other = mayRepeat(error, call) ? this.addresses.take(address) : undefined;
      if (other === undefined) throw this.failed(error);
      this.counts.repeated += 1;
      return await this.attempt(other, call, departure).then(
        (answer) => this.answered(answer),
        (second: unknown) => {
          throw this.failed(second);
        },
      );
    }
  }

  /** Closes the kept connections. */
  close(): void {
    this.agent.destroy();
  }

  /** Signed for each attempt: the service that broke off may have taken the first proof. */
  private attempt(address: Address, call: ServiceCall, departure: Departure): Promise<IncomingMessage> {
    const { caller, method, path, headers } = call;
    const key = headers['idempotency-key'];
    const proof = this.signer.headersFor(caller, { service: this.service, method, path, key: key === undefined ? key : String(key) });
    return attempt(address, { ...call, headers: { ...headers, ...proof } }, this.agent, this.limits, departure);
  }

  private answered(answer: IncomingMessage): IncomingMessage {
    this.counts.answered += 1;
    return answer;
  }

  private failed(error: unknown): unknown {
    this.counts.failed += 1;
    return error;
  }
}

/** A silent service is not asked again: it may still be at work, and the client has waited long enough. */
function mayRepeat(error: unknown, { body }: ServiceCall): boolean {
  if (!(error instanceof NoAnswerError) || (error.kind !== 'broken' && error.kind !== 'unreachable')) return false;
  return body === undefined || body.replayable;
}
