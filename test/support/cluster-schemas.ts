import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogName } from '#contracts';
import { type EventSource, hashProjection, LogTail, type Projection, projectionSteps, ProjectionRunner } from '#event-log';
import { serviceSteps } from '#operator';
import { MysqlDatabase, SqliteDatabase } from '#persistence';
import { CLUSTER_APPS, type ClusterApp } from '#platform';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import type { SqlConnection } from '../../scripts/servers/index.mjs';

/** The schemas of a running cluster, read beside its processes. */
export class ClusterSchemas {
  private readonly databases = new Map<ClusterApp, Promise<MysqlDatabase>>();

  /** @param sql an account that may read every schema */
  constructor(private readonly sql: Pick<SqlConnection, 'host' | 'port' | 'user' | 'password'>) {}

  of(app: ClusterApp): Promise<MysqlDatabase> {
    const { host, port, user, password } = this.sql;
    const steps = serviceSteps(clusterServices[app]);
    const database = this.databases.get(app) ?? MysqlDatabase.open({ host, port, user, password, database: `bangfu_${app}`, steps });
    this.databases.set(app, database);
    return database;
  }

  /** The hash of a read model as the service that keeps it has it now. */
  async liveHash(projection: Projection): Promise<string> {
    const app = found(({ projections }) => projections.some(({ name }) => name === projection.name), projection.name);
    return hashProjection((await this.of(app)).read, projection, (table) => table);
  }

  /** The hash of the same rows folded now, by one process on SQLite, from the tables of events; no topic is read. */
  async foldedHash(projection: Projection): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-folded-'));
    const scratch = await SqliteDatabase.open({ file: join(folder, 'scratch.sqlite'), steps: projectionSteps });
    try {
      const sources = new Map<LogName, EventSource>();
      for (const log of projection.logs) sources.set(log, new LogTail(log, await this.of(found(({ logs }) => logs.includes(log), log))));
      const runner = new ProjectionRunner(projection, sources, scratch, () => new Date().toISOString());
      await runner.prepare();
      while (await runner.runOnce());
      return await hashProjection(scratch.read, projection, (table) => table);
    } finally {
      await scratch.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Names of the read models, of all services, whose rows are not what the tables of events fold to. */
  async differing(): Promise<readonly string[]> {
    const names: string[] = [];
    for (const projection of standaloneProjections()) {
      if ((await this.liveHash(projection)) !== (await this.foldedHash(projection))) names.push(projection.name);
    }
    return names;
  }

  async close(): Promise<void> {
    for (const database of this.databases.values()) await (await database).close();
  }
}

function found(isIt: (service: (typeof clusterServices)[ClusterApp]) => boolean, what: string): ClusterApp {
  const app = CLUSTER_APPS.find((name) => isIt(clusterServices[name]));
  if (app === undefined) throw new RangeError(`no process has ${what}`);
  return app;
}
