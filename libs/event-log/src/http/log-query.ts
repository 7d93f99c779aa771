import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { queryNumber } from '#platform';

const LIMIT = { context: { code: 'QUERY.INVALID', params: { expected: '1–200' } } };
const POSITION = { context: { code: 'QUERY.INVALID', params: { expected: '0–9007199254740991' } } };

/** A page of a log: `after` is the position behind which it begins (contract §9, Shapes). */
export class LogQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Transform(queryNumber)
  @IsInt(POSITION)
  @Min(0, POSITION)
  after: number = 0;

  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Transform(queryNumber)
  @IsInt(LIMIT)
  @Min(1, LIMIT)
  @Max(200, LIMIT)
  limit: number = 50;
}
