import { type LogName, type Position, type ProblemItem, refuseAll } from '#contracts';
import { type ServiceClient, serviceFor } from '#gateway';
import { type ImportedCommand, ImportSender, type Sent, sentOf } from '#imports';
import type { OwnAccess, OwnCommands } from '#platform';

/** What a service says of a command. */
interface Said {
  readonly log: LogName;
  readonly position: Position;
  readonly errors: readonly ProblemItem[];
}

/** Sends planned commands to the services that own their addresses; those of the directory stay in this process. */
export class ServiceSender extends ImportSender {
  /** Enough to fill the transactions of a service, few enough that people's own commands find their way between. */
  readonly atOnce = 128;

  constructor(
    private readonly services: ServiceClient,
    private readonly own: OwnCommands,
    private readonly access: OwnAccess,
  ) {
    super();
  }

  async send(command: ImportedCommand): Promise<Sent> {
    const { path, body, key, caller, importId, row } = command;
    const marked = { ...caller, batchId: importId, row };
    const service = serviceFor(path);
    if (service === undefined) return sentOf(await this.own.give({ path, body, key, caller: marked, correlationId: importId }));
    const headers = { 'idempotency-key': key, 'x-correlation-id': importId };
    await this.access.beforeCommand();
    const answer = await this.services.post(service, { path, caller: marked, body, headers });
    await this.access.afterCommand({ account: caller.actor.account, path, correlationId: importId }, answer.status, answer.notes);
    const said = answer.body as Said;
    if (answer.status < 300) return { kind: 'entered', log: said.log, position: said.position };
    return sentOf(refuseAll(said.errors.map(({ code, params }) => ({ code, ...(params === undefined ? {} : { params }) }))));
  }
}
