import type { CommandContext, Step } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { References } from './references.js';

/** Dates a body and asks which of its files are unknown, so that the decision needs nothing from outside. */
export async function stepOf<Body extends CommandBody>(
  body: Body,
  context: CommandContext,
  references: Pick<References, 'missingFiles'>,
): Promise<Step<Body>> {
  const missingFiles = await references.missingFiles(body.evidence ?? []);
  return Object.assign({}, body, { occurredOn: body.occurredOn ?? context.today, missingFiles });
}
