import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const READS_FROM = 'bangfu:reads-from';

/** Names the projections a query answers from, so that `?after=<log>:<position>` can wait for them (contract §1). */
export function ReadsFrom(...projections: string[]): CustomDecorator {
  return SetMetadata(READS_FROM, projections);
}
