import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Ledger } from './ledger.js';
import { ledgerState, type ProjectionState } from './system-state.js';
import type { PartitionLag } from './feed/written-cursors.js';
import type { RelayStanding } from './relay/relay-standing.js';

/** Prometheus metrics of one process: what the queues took, how far the projections and the relays are, what is parked. */
export function ledgerMetrics(ledger: Ledger): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  appendMetrics(ledger, registry);
  projectionMetrics(ledger, registry);
  if (ledger.fed.length > 0) feedMetrics(ledger, registry);
  if (ledger.relays.length > 0) relayMetrics(ledger, registry);
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

/** All gauges of a scrape ask at the same moment: they are given one answer. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask().finally(() => (asked = undefined));
    return asked;
  };
}

function projectionMetrics(ledger: Ledger, registry: Registry): void {
  const states = once(async () => (await ledgerState(ledger)).projections);
  const gauge = (name: string, help: string, valueOf: (state: ProjectionState) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['projection'],
      registers: [registry],
      async collect() {
        for (const state of await states()) this.set({ projection: state.projection }, valueOf(state));
      },
    });
  gauge('bangfu_projection_behind', 'Events a projection has not read', ({ behindBy }) => behindBy);
  gauge('bangfu_projection_lag_ms', 'Age of the oldest event a projection has not read', ({ lagMs }) => lagMs);
  gauge('bangfu_projection_parked', 'Events a projection has parked', ({ parked }) => parked);
  gauge('bangfu_projection_set_aside', 'Messages that are no events, by decision of an operator', ({ setAside }) => setAside);
}

/** Nothing is said while the database does not answer. */
function relayMetrics(ledger: Ledger, registry: Registry): void {
  const unanswered = (error: unknown): readonly RelayStanding[] => {
    if (ledger.database.dialect.isUnavailable(error)) return [];
    throw error;
  };
  const standings = once(() => ledger.relayStandings().catch(unanswered));
  const gauge = (name: string, help: string, valueOf: (standing: RelayStanding) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['log'],
      registers: [registry],
      async collect() {
        const told = await standings();
        this.reset();
        for (const standing of told) this.set({ log: standing.log }, valueOf(standing));
      },
    });
  gauge('bangfu_relay_unpublished', 'Events of a log that are accepted and not known to be published', ({ unpublished }) => unpublished);
  gauge(
    'bangfu_relay_oldest_unpublished_seconds',
    'Age of the oldest event that is not known to be published',
    ({ oldestMs }) => oldestMs / 1_000,
  );
  gauge('bangfu_relay_relaying', 'Whether this instance relays the log: 1 at one instance of a service', ({ relaying }) =>
    Number(relaying),
  );
}

/** Of a partition nothing is said while the broker does not answer. */
function feedMetrics(ledger: Ledger, registry: Registry): void {
  const lags = once(() =>
    Promise.all(ledger.fed.map(async (tail) => ({ projection: tail.projection.name, lags: await tail.partitionLags() }))),
  );
  const gauge = (name: string, help: string, valueOf: (lag: PartitionLag) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['projection', 'log', 'partition'],
      registers: [registry],
      async collect() {
        const told = await lags();
        this.reset();
        for (const { projection, lags: partitions } of told)
          for (const lag of partitions ?? []) this.set({ projection, log: lag.log, partition: lag.partition }, valueOf(lag));
      },
    });
  gauge('bangfu_feed_behind', 'Messages of a partition that are published and not in the rows', ({ behindBy }) => behindBy);
  gauge(
    'bangfu_feed_offset_age_seconds',
    'How long the offset in the database has stood still although there are messages behind it',
    ({ offsetAgeMs }) => offsetAgeMs / 1_000,
  );
}
