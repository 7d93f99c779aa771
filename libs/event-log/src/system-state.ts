import type { LogName, Position } from '#contracts';
import type { Ledger } from './ledger.js';
import { relayProblems, type RelayStanding } from './relay/relay-standing.js';

/** A projection that is behind for longer than this makes the process not ready. */
const LONGEST_LAG_MS = 10_000;

/** How far one projection is (contract §5). */
export interface ProjectionState {
  readonly projection: string;
  /** How many events it has read, over all its logs; `positions` says how far in each. */
  readonly position: number;
  readonly positions: Readonly<Record<string, Position>>;
  readonly behindBy: number;
  /** How long the oldest event it has not read has been waiting; 0 when it is at the head. */
  readonly lagMs: number;
  readonly parked: number;
  /** Messages that are no events of their log, by an operator's decision; none of `parked`. */
  readonly setAside: number;
  readonly failure?: string;
}

/** One process of the ledger; `version` is null where it is not up to tell. */
export interface ServiceState {
  readonly name: string;
  readonly up: boolean;
  readonly version: string | null;
}

/** How far this process's read models are, and how far its logs are published. */
export interface LedgerState {
  readonly projections: readonly ProjectionState[];
  readonly relays: readonly RelayStanding[];
  /** Why the process is not ready; empty when it is. */
  readonly problems: readonly string[];
}

/** The answer of `/api/system` (contract §5). */
export interface SystemState extends LedgerState {
  readonly services: readonly ServiceState[];
}

/** The state of a process as `/api/system` tells it. @param process its name */
export async function systemState(ledger: Ledger, process: string): Promise<SystemState> {
  return { ...(await ledgerState(ledger)), services: [{ name: process, up: true, version: VERSION }] };
}

/** Reads heads and positions. A database that does not answer is a problem, not an exception. */
export async function ledgerState(ledger: Ledger): Promise<LedgerState> {
  try {
    const projections = await projectionStates(ledger);
    const relays = await ledger.relayStandings();
    return { projections, relays, problems: [...projections.flatMap(problemsOf), ...relays.flatMap(relayProblems)] };
  } catch (error) {
    return { projections: [], relays: [], problems: [`database: ${error instanceof Error ? error.message : 'unknown'}`] };
  }
}

/** Version of the running release, from package.json. */
export const VERSION = process.env['npm_package_version'] ?? '0.1.0';

async function projectionStates(ledger: Ledger): Promise<ProjectionState[]> {
  const heads = new Map<LogName, Position>();
  for (const [log, source] of ledger.sources) heads.set(log, await source.head());
  return Promise.all(
    ledger.host.states().map(async (state) => {
      const { behindBy, lagMs, problem } = await ledger.host.lagOf(state.projection, heads);
      const failure = problem ?? (state.failure === undefined ? undefined : String(state.failure.error));
      return {
        projection: state.projection,
        position: [...state.positions.values()].reduce((sum, position) => sum + position, 0),
        positions: Object.fromEntries(state.positions),
        behindBy,
        lagMs,
        parked: state.parked,
        setAside: state.setAside,
        ...(failure === undefined ? {} : { failure }),
      };
    }),
  );
}

function problemsOf(state: ProjectionState): string[] {
  const problems: string[] = [];
  if (state.lagMs > LONGEST_LAG_MS) problems.push(`projection ${state.projection} lags ${state.lagMs} ms behind by ${state.behindBy}`);
  if (state.failure !== undefined) problems.push(`projection ${state.projection} fails: ${state.failure}`);
  return problems;
}
