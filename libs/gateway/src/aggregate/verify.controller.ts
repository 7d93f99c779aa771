import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { LOG_READING } from '#contracts';
import { Ledger, verifyChain } from '#event-log';
import { For, type RimRequest } from '#platform';
import { ServiceClient } from './service-client.js';
import { type ChainProof, serviceProofs } from './service-proofs.js';

/** The proof for all four logs and the access log, each walked by its owner (contract §5). Described by the services' documents. */
@ApiExcludeController()
@Controller('log/verify')
export class WholeVerifyController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ServiceClient) private readonly services: ServiceClient,
  ) {}

  /** Always an entry for each log: a shorter list would look whole while a service is away. */
  @Get()
  @For(LOG_READING)
  async verify(@Req() request: RimRequest): Promise<ChainProof[]> {
    const { database } = this.ledger;
    const [directory, others, access] = await Promise.all([
      verifyChain('directory', database),
      serviceProofs(this.services, request.rim.meta),
      verifyChain('access', database),
    ]);
    return [directory, ...others, access];
  }
}
