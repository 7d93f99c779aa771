import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** Metadata key of {@link ReadsFrom}. */
export const READS_FROM = 'bangfu:reads-from';

/**
 * Names the projections a query answers from, so that `?after=<log>:<position>` can wait for them (contract §1). Without a
 * name the query answers from a log itself: it waits until the log is known to have that position.
 */
export function ReadsFrom(...projections: string[]): MethodDecorator {
  return applyDecorators(
    SetMetadata(READS_FROM, projections),
    ApiQuery({
      name: 'after',
      required: false,
      type: String,
      isArray: true,
      description: '<log>:<position>：先等到这一条 / wait for it first',
    }),
  );
}
