import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Min } from 'class-validator';
import { PageLimit, queryNumber } from '#platform';

const CURSOR = { context: { code: 'QUERY.INVALID', params: { expected: 'nextCursor' } } };
const POSITION = { context: { code: 'QUERY.INVALID', params: { expected: '0–9007199254740991' } } };

/** A page of a log: `after` is the position behind which it begins; so is a `cursor`, which stands before it (contract §9, Shapes). */
export class LogQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Transform(queryNumber)
  @IsInt(POSITION)
  @Min(0, POSITION)
  after: number = 0;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(/^\d{1,15}$/, CURSOR)
  cursor?: string;

  @PageLimit()
  limit: number = 50;
}
