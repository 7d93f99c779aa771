import { type ImportedCommand, ImportSender, type Sent, sentOf } from '#imports';
import type { OwnCommands } from '#platform';

/** Sends planned commands to the features of this very process, over no network. */
export class InProcessSender extends ImportSender {
  /** As many as the append queue takes in one transaction, and as many that wait for the next. */
  readonly atOnce = 1_000;

  constructor(private readonly commands: OwnCommands) {
    super();
  }

  async send({ path, body, key, caller, importId, row }: ImportedCommand): Promise<Sent> {
    const marked = { ...caller, batchId: importId, row };
    return sentOf(await this.commands.give({ path, body, key, caller: marked, correlationId: importId }));
  }
}
