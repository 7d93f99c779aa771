import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { LOG_NAMES, LOG_READING } from '#contracts';
import { type ChainReport, Ledger, verifyChain } from '#event-log';
import { For, ProblemError, type RimRequest } from '#platform';
import { SERVICE_LOGS } from '../forward/routes.js';
import { ServiceClient } from './service-client.js';

/** Walking a log of ten million events takes minutes. */
const WITHIN_MS = 15 * 60_000;

/** The proof for all four logs and the access log, each walked by its owner (contract §5). Described by the services' documents. */
@ApiExcludeController()
@Controller('log/verify')
export class WholeVerifyController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ServiceClient) private readonly services: ServiceClient,
  ) {}

  /** A proof with a hole is no proof: where a service is away the answer is 503, not a shorter list. */
  @Get()
  @For(LOG_READING)
  async verify(@Req() request: RimRequest): Promise<ChainReport[]> {
    const question = { path: '/api/log/verify', caller: request.rim.meta, withinMs: WITHIN_MS };
    const { database } = this.ledger;
    const [others, directory, access] = await Promise.all([
      this.services.askAll(SERVICE_LOGS, question),
      verifyChain('directory', database),
      verifyChain('access', database),
    ]);
    const reports = [directory, ...[...others].map(([service, answer]) => reportOf(service, answer))];
    return [...LOG_NAMES.flatMap((log) => reports.filter((report) => report.log === log)), access];
  }
}

/** What the owner of a log says of it. */
function reportOf(service: string, answer: unknown): ChainReport {
  const report = Array.isArray(answer) ? (answer as ChainReport[]).find(({ log }) => log === service) : undefined;
  if (report === undefined) throw new ProblemError([{ code: 'SERVICE.UNAVAILABLE', params: { service } }]);
  return report;
}
