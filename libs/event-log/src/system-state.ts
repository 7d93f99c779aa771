import type { LogName, Position } from '#contracts';
import type { Ledger } from './ledger.js';

/** A projection that is behind for longer than this makes the process not ready. */
const LONGEST_LAG_MS = 10_000;

export interface ProjectionState {
  readonly projection: string;
  /** How many events it has read, over all its logs; `positions` says how far in each. */
  readonly position: number;
  readonly positions: Readonly<Record<string, Position>>;
  readonly behindBy: number;
  /** How long the oldest event it has not read has been waiting; 0 when it is at the head. */
  readonly lagMs: number;
  readonly parked: number;
  readonly failure?: string;
}

export interface SystemState {
  readonly projections: readonly ProjectionState[];
  readonly services: readonly { readonly name: string; readonly up: boolean; readonly version: string }[];
  /** Why the process is not ready; empty when it is. */
  readonly problems: readonly string[];
}

/** Reads heads and positions. A database that does not answer is a problem, not an exception. */
export async function systemState(ledger: Ledger): Promise<SystemState> {
  const services = [{ name: 'standalone', up: true, version: VERSION }];
  try {
    const projections = await projectionStates(ledger);
    return { projections, services, problems: projections.flatMap(problemsOf) };
  } catch (error) {
    return { projections: [], services, problems: [`database: ${error instanceof Error ? error.message : 'unknown'}`] };
  }
}

/** Version of the running release, from package.json. */
export const VERSION = process.env['npm_package_version'] ?? '0.1.0';

async function projectionStates(ledger: Ledger): Promise<ProjectionState[]> {
  const heads = new Map<LogName, Position>();
  for (const [log, source] of ledger.sources) heads.set(log, await source.head());
  const states = ledger.host.states();
  return Promise.all(
    states.map(async (state) => {
      let behindBy = 0;
      let lagMs = 0;
      for (const [log, position] of state.positions) {
        const missing = (heads.get(log) ?? 0) - position;
        behindBy += missing;
        if (missing > 0) lagMs = Math.max(lagMs, await ageOfNext(ledger, log, position));
      }
      return {
        projection: state.projection,
        position: [...state.positions.values()].reduce((sum, position) => sum + position, 0),
        positions: Object.fromEntries(state.positions),
        behindBy,
        lagMs,
        parked: state.parked,
        ...(state.failure === undefined ? {} : { failure: String(state.failure.error) }),
      };
    }),
  );
}

async function ageOfNext(ledger: Ledger, log: LogName, position: Position): Promise<number> {
  const [next] = (await ledger.sources.get(log)?.readAfter(position, 1)) ?? [];
  return next === undefined ? 0 : Math.max(0, Date.now() - Date.parse(next.envelope().recordedAt));
}

function problemsOf(state: ProjectionState): string[] {
  const problems: string[] = [];
  if (state.lagMs > LONGEST_LAG_MS) problems.push(`projection ${state.projection} lags ${state.lagMs} ms behind by ${state.behindBy}`);
  if (state.failure !== undefined) problems.push(`projection ${state.projection} fails: ${state.failure}`);
  return problems;
}
