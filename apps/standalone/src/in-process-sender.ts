import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { InsideDoor } from '#accounts';
import type { Caller, LogName, Position, ProblemItem } from '#contracts';
import { type ImportedCommand, ImportSender, type Sent } from '#imports';

/** Sends planned commands through the routes of this very process, over no network. */
export class InProcessSender extends ImportSender {
  readonly atOnce = 64;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly inside: InsideDoor,
  ) {
    super();
  }

  async send({ path, body, key, caller, importId, row }: ImportedCommand): Promise<Sent> {
    const marked: Caller = { ...caller, batchId: importId, row };
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...this.inside.headersAs(marked) };
    const app = this.host.httpAdapter.getInstance<FastifyInstance>();
    const answer = await app.inject({ method: 'POST', url: path, payload: JSON.stringify(body), headers });
    const said = JSON.parse(answer.body) as { readonly log: LogName; readonly position: Position; readonly errors: readonly ProblemItem[] };
    if (answer.statusCode < 300) return { kind: 'entered', log: said.log, position: said.position };
    if (answer.statusCode >= 500) throw new Error(`${path} → ${answer.statusCode} ${answer.body}`);
    return {
      kind: 'refused',
      problems: said.errors.map(({ code, params }): ProblemItem => ({ code, ...(params === undefined ? {} : { params }) })),
    };
  }
}
