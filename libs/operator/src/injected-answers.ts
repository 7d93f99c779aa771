import type { FactoryProvider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { InsideDoor } from '#accounts';
import type { Caller } from '#contracts';
import { OwnAnswers } from '#imports';

/** Asks the HTTP application of this very process, over no network, as a caller whose session is not at hand any more. */
class InjectedAnswers extends OwnAnswers {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly inside: InsideDoor,
  ) {
    super();
  }

  async get(path: string, caller: Caller): Promise<Readonly<Record<string, unknown>>> {
    const app = this.host.httpAdapter.getInstance<FastifyInstance>();
    const answer = await app.inject({ method: 'GET', url: path, headers: this.inside.headersAs(caller) });
    if (answer.statusCode !== 200) throw new Error(`${path} → ${answer.statusCode} ${answer.body}`);
    return JSON.parse(answer.body) as Readonly<Record<string, unknown>>;
  }
}

/** Gives a public door its {@link OwnAnswers}. */
export function injectedAnswers(inside: InsideDoor): FactoryProvider<OwnAnswers> {
  return { provide: OwnAnswers, inject: [HttpAdapterHost], useFactory: (host: HttpAdapterHost) => new InjectedAnswers(host, inside) };
}
