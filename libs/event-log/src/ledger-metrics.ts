import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Ledger } from './ledger.js';
import { ledgerState } from './system-state.js';

/** Prometheus metrics of one process: what the queues took, how far the projections are, what is parked. */
export function ledgerMetrics(ledger: Ledger): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  appendMetrics(ledger, registry);
  projectionMetrics(ledger, registry);
  return registry;
}

function appendMetrics(ledger: Ledger, registry: Registry): void {
  new Gauge({
    name: 'bangfu_append_total',
    help: 'What the append queues of this process have taken since its start',
    labelNames: ['log', 'kind'],
    registers: [registry],
    collect() {
      for (const [log, { counts }] of ledger.queues) {
        for (const kind of ['commands', 'events', 'batches', 'retries'] as const) this.set({ log, kind }, counts[kind]);
      }
    },
  });
}

function projectionMetrics(ledger: Ledger, registry: Registry): void {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, labelNames: ['projection'], registers: [registry] });
  const lag = gauge('bangfu_projection_lag_ms', 'Age of the oldest event a projection has not read');
  const parked = gauge('bangfu_projection_parked', 'Events a projection has parked');
  new Gauge({
    name: 'bangfu_projection_behind',
    help: 'Events a projection has not read',
    labelNames: ['projection'],
    registers: [registry],
    async collect() {
      for (const state of (await ledgerState(ledger)).projections) {
        this.set({ projection: state.projection }, state.behindBy);
        lag.set({ projection: state.projection }, state.lagMs);
        parked.set({ projection: state.projection }, state.parked);
      }
    },
  });
}
