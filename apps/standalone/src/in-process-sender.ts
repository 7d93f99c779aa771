import { PROBLEMS } from '#contracts';
import { type ImportedCommand, ImportSender, type Sent } from '#imports';
import { type OwnCommands, ProblemError } from '#platform';

/** Sends planned commands to the features of this very process, over no network. */
export class InProcessSender extends ImportSender {
  /** As many as the append queue takes in one transaction, and as many that wait for the next. */
  readonly atOnce = 1_000;

  constructor(private readonly commands: OwnCommands) {
    super();
  }

  async send({ path, body, key, caller, importId, row }: ImportedCommand): Promise<Sent> {
    const marked = { ...caller, batchId: importId, row };
    const result = await this.commands.give({ path, body, key, caller: marked, correlationId: importId });
    if (result.kind === 'refused') {
      // The ledger itself is away, full or ending: nothing is said about the entry.
      if (result.problems.some(({ code }) => PROBLEMS[code].status >= 500)) throw new ProblemError(result.problems);
      return { kind: 'refused', problems: result.problems };
    }
    const { log, position } = result.answer;
    return { kind: 'entered', log, position };
  }
}
