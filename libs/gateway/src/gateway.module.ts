import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { HealthController, Ledger, Readiness } from '#event-log';
import type { CallSigner } from '#identity';
import type { DoorKeeper, ServiceName } from '#platform';
import { ServiceClient } from './aggregate/service-client.js';
import { WholeReadiness, WholeSystemController } from './aggregate/system.controller.js';
import { WholeVerifyController } from './aggregate/verify.controller.js';
import { WholeDocument } from './aggregate/whole-document.js';
import { Forwarder } from './forward/forwarder.js';
import { ServiceAddresses } from './forward/service-addresses.js';
import { FORWARD_LIMITS, type ForwardLimits } from './forward/limits.js';
import { ServiceDoor } from './forward/service-door.js';
import { gatewayMetrics } from './gateway-metrics.js';
import { ImpactStream } from './stream/impact-stream.js';
import { FannedStreamController } from './stream/stream.controller.js';
import { StreamFan } from './stream/stream-fan.js';

/** What a gateway is made of. */
export interface GatewayParts {
  /** Where each service is; at least one address each. */
  readonly services: Readonly<Record<ServiceName, readonly URL[]>>;
  /** Proves to the services that this gateway asks. */
  readonly signer: CallSigner;
  readonly logger: Logger;
  readonly limits?: ForwardLimits;
  /** Records what services note and deny. */
  readonly keeper: DoorKeeper;
}

const DOORS = Symbol('doors');

/**
 * The public door: forwards to the services and answers for all of them what concerns them all. The app around it
 * provides, globally, the ledger of `directory` (`LedgerModule` with `GATEWAY_PART`).
 */
@Module({})
export class GatewayModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(DOORS) private readonly doors: ReadonlyMap<ServiceName, ServiceDoor>,
    @Inject(StreamFan) private readonly fan: StreamFan,
    @Inject(Registry) private readonly registry: Registry,
  ) {}

  static register({ services, signer, logger, keeper, limits = FORWARD_LIMITS }: GatewayParts): DynamicModule {
    const door = (service: ServiceName): ServiceDoor => new ServiceDoor(new ServiceAddresses(service, services[service]), limits, signer);
    const impact = door('impact');
    const others = (['purchases', 'projects', 'households'] as const).map((service) => [service, door(service)] as const);
    const doors = new Map<ServiceName, ServiceDoor>([...others, ['impact', impact]]);
    const client = new ServiceClient(doors);
    const fan = new StreamFan();
    return {
      module: GatewayModule,
      controllers: [WholeVerifyController, WholeSystemController, HealthController, FannedStreamController],
      providers: [
        { provide: DOORS, useValue: doors },
        { provide: ServiceClient, useValue: client },
        { provide: WholeDocument, useValue: new WholeDocument(client) },
        { provide: Forwarder, useValue: new Forwarder(doors, logger, keeper) },
        // Nearer than the one of the ledger, which speaks for this process alone.
        { provide: Readiness, useFactory: (ledger: Ledger) => new WholeReadiness(ledger, client), inject: [Ledger] },
        { provide: StreamFan, useValue: fan },
        { provide: ImpactStream, useValue: new ImpactStream(impact, (event) => fan.deliver(event), logger) },
      ],
      exports: [Forwarder, WholeDocument, ServiceClient],
    };
  }

  onModuleInit(): void {
    gatewayMetrics(this.doors, this.fan, this.registry);
  }

  onApplicationShutdown(): void {
    for (const door of this.doors.values()) door.close();
  }
}
