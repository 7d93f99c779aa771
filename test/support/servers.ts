import { startServers, type KafkaConnection, type ServerName, type SqlConnection } from '../../scripts/servers/index.mjs';

/** The variable in which `npm test` says what it started, as JSON; not of the product's settings, which refuse names they do not know. */
const VARIABLE = 'TEST_SERVERS_JSON';

interface Connection {
  readonly kafka: KafkaConnection;
  readonly mysql: SqlConnection;
  readonly mariadb: SqlConnection;
}

/** Where the named servers are, and `release` for the end of the suite. */
export type SharedServers<Name extends ServerName> = Pick<Connection, Name> & { release(): Promise<void> };

/**
 * The servers of this test run, or own ones when the suite runs alone; the suite calls `release` in `afterAll`.
 * Others use them too: a suite makes topics and databases under names of its own, and one that kills or measures a server starts its own.
 * @throws when a server cannot be had: a suite without its server fails
 */
export async function sharedServers<Name extends ServerName>(names: readonly Name[]): Promise<SharedServers<Name>> {
  const given = process.env[VARIABLE];
  if (given !== undefined) return { ...pick(JSON.parse(given) as Partial<Connection>, names), release: () => Promise.resolve() };
  const own = await startServers(names, { relaxed: true });
  return { ...pick(own, names), release: () => own.stop() };
}

function pick<Name extends ServerName>(from: Partial<Connection>, names: readonly Name[]): Pick<Connection, Name> {
  const found: Partial<Connection> = {};
  for (const name of names) {
    const connection = from[name];
    if (connection === undefined)
      throw new Error(`${name} 没有启动 / ${name} was not started: ${VARIABLE} names ${Object.keys(from).join(', ')}`);
    Object.assign(found, { [name]: connection });
  }
  return found as Pick<Connection, Name>;
}
