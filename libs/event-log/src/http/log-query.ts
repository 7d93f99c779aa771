import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';
import { PageLimit, queryNumber } from '#platform';

const POSITION = { context: { code: 'QUERY.INVALID', params: { expected: '0–9007199254740991' } } };

/** A page of a log: `after` is the position behind which it begins (contract §9, Shapes). */
export class LogQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Transform(queryNumber)
  @IsInt(POSITION)
  @Min(0, POSITION)
  after: number = 0;

  @PageLimit()
  limit: number = 50;
}
