import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SYSTEM_READING } from '#contracts';
import { Ledger, ledgerState, PROCESS_NAME, Readiness, systemState, type SystemState } from '#event-log';
import { For, type RimRequest, type ServiceName } from '#platform';
import { GATEWAY_CALLER, ServiceClient } from './service-client.js';

/** Longest wait for one service's word about itself; its own look at the database is part of it. */
const WITHIN_MS = 2_000;

/** How every process stands (contract §5); a service that is away is `up: false`. Described by the services' documents. */
@ApiExcludeController()
@Controller('system')
export class WholeSystemController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PROCESS_NAME) private readonly process: string,
    @Inject(ServiceClient) private readonly services: ServiceClient,
  ) {}

  @Get()
  @For(SYSTEM_READING)
  async state(@Req() request: RimRequest): Promise<SystemState> {
    const question = { path: '/api/system', caller: request.rim.meta, withinMs: WITHIN_MS };
    const others = this.services.services.map(async (service) => stateOf(service, await this.services.ask(service, question)));
    const states = await Promise.all([systemState(this.ledger, this.process), ...others]);
    return {
      projections: states.flatMap(({ projections }) => projections),
      relays: states.flatMap(({ relays }) => relays),
      services: states.flatMap(({ services }) => services),
      problems: states.flatMap(({ problems }) => problems),
    };
  }
}

/** What a service says of itself, under the name it is known by here. */
function stateOf(service: ServiceName, answer: unknown): SystemState {
  if (answer === undefined) {
    return { projections: [], relays: [], services: [{ name: service, up: false, version: null }], problems: [away(service)] };
  }
  const { projections, relays, services, problems } = answer as SystemState;
  const version = services[0]?.version ?? null;
  return {
    projections,
    relays,
    services: [{ name: service, up: true, version }],
    problems: problems.map((problem) => `${service}: ${problem}`),
  };
}

function away(service: ServiceName): string {
  return `service ${service} is away`;
}

/** Ready where this process and every service is: what is asked here is answered there. */
export class WholeReadiness extends Readiness {
  constructor(
    private readonly ledger: Ledger,
    private readonly services: ServiceClient,
  ) {
    super();
  }

  async problems(): Promise<readonly string[]> {
    const own = ledgerState(this.ledger).then(({ problems }) => problems);
    return (await Promise.all([own, ...this.services.services.map((service) => this.problemsAt(service))])).flat();
  }

  private async problemsAt(service: ServiceName): Promise<readonly string[]> {
    const question = { path: '/readyz', caller: GATEWAY_CALLER, withinMs: WITHIN_MS, also: [503] };
    const answer = (await this.services.ask(service, question)) as { readonly problems: readonly string[] } | undefined;
    return answer === undefined ? [away(service)] : answer.problems.map((problem) => `${service}: ${problem}`);
  }
}
