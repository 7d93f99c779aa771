import type { CommandContext } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { References } from '#reference';
import type { Step } from './step.js';

/** Dates a body and asks which of its files are unknown, so that the decision needs nothing from outside. */
export async function stepOf<Body extends CommandBody>(body: Body, context: CommandContext, references: References): Promise<Step<Body>> {
  const evidence = body.evidence ?? [];
  const missingFiles = evidence.length === 0 ? [] : await references.missingFiles(evidence);
  return Object.assign({}, body, { occurredOn: body.occurredOn ?? context.today, missingFiles });
}
