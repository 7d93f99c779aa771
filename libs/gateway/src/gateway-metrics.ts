import { Counter, Gauge, type Registry } from 'prom-client';
import type { ServiceName } from '#platform';
import type { ServiceDoor } from './forward/service-door.js';
import type { StreamFan } from './stream/stream-fan.js';

/** What became of calls to services, and who listens to the stream. */
export function gatewayMetrics(doors: ReadonlyMap<ServiceName, ServiceDoor>, fan: StreamFan, registry: Registry): void {
  new Counter({
    name: 'bangfu_service_calls_total',
    help: 'Calls of this gateway to services: answered, failed without an answer, repeated after a broken connection',
    labelNames: ['service', 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [service, { counts }] of doors) {
        for (const outcome of ['answered', 'failed', 'repeated'] as const) this.inc({ service, outcome }, counts[outcome]);
      }
    },
  });
  new Gauge({
    name: 'bangfu_stream_clients',
    help: 'Clients that listen to the stream',
    registers: [registry],
    collect() {
      this.set(fan.size);
    },
  });
  new Counter({
    name: 'bangfu_stream_slow_total',
    help: 'Clients of the stream that were ended because they did not read',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(fan.counts.slow);
    },
  });
}
