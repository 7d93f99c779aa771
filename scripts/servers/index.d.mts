export type ServerName = 'kafka' | 'mysql' | 'mariadb';

export interface KafkaConnection {
  /** `host:port`. */
  readonly brokers: readonly string[];
  /**
   * A second listener for tests that cut the line: clients that start at `advertised` are sent back to `advertised`,
   * where the test runs a proxy to `listener`. Both `host:port`.
   */
  readonly proxied: { readonly listener: string; readonly advertised: string };
}

export interface SqlConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** As the server says it, such as 8.0.15. */
  readonly version: string;
}

export interface Connections {
  readonly kafka?: KafkaConnection;
  readonly mysql?: SqlConnection;
  readonly mariadb?: SqlConnection;
}

export interface StartOptions {
  /** The run folder: data, logs and pids. Made when it is missing, removed by `stop`. Default: a new one in the cache. */
  readonly folder?: string;
  /** No flush to disk per commit and small buffers: for suites that only ask what the SQL means. */
  readonly relaxed?: boolean;
  /** More settings in each server's own form: `--name=value` for a database, `name=value` for the broker. */
  readonly extra?: Partial<Record<ServerName, readonly string[]>>;
}

export interface StartedServers extends Connections {
  /** Ends exactly what this call started and removes the run folder. */
  stop(): Promise<void>;
  /** SIGKILL; data and ports stay. */
  crash(name: ServerName): Promise<void>;
  /** Ends in good order; data and ports stay. */
  halt(name: ServerName): Promise<void>;
  /** Starts a crashed or halted server again on its data and ports, and waits until it serves. */
  revive(name: ServerName): Promise<void>;
  /** undefined when the server runs in a container. */
  pid(name: ServerName): number | undefined;
}

/** Starts real servers on free loopback ports, installing them first when needed. @throws ServersError with the end of the server's log */
export function startServers(names: readonly ServerName[], options?: StartOptions): Promise<StartedServers>;

/** Downloads and unpacks the named servers. */
export function installServers(names: readonly ServerName[]): Promise<void>;
