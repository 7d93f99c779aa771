import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { LOG_NAMES, type LogName } from '#contracts';
import {
  createTopics,
  feedSteps,
  hashProjection,
  KafkaSubscriber,
  type KafkaOptions,
  Ledger,
  logSteps,
  parkedOf,
  projectionSteps,
  relaySteps,
  type SeenPosition,
} from '#event-log';
import { impactProjections } from '#impact';
import { type Database, MysqlDatabase, SqliteDatabase } from '#persistence';
import { newIdentityKeys } from '../../libs/identity/src/testing/identity-keys.js';
import { choosePorts } from '../../scripts/servers/ports.mjs';
import { type SqlConnection, startServers, type StartedServers } from '../../scripts/servers/index.mjs';
import { ClusterSchemas } from './cluster-schemas.js';
import { eventually } from './eventually.js';
import { ClusterMember } from './fault-member.js';
import { type SignedIn, signInTester, WITH_ADMIN } from './sign-in.js';
import { TcpProxy } from './tcp-proxy.js';
import { kafkaOptions } from './topics-ledger.js';
import { ownerOf } from './log-owner.js';

export const MEMBERS = ['purchases', 'projects', 'households', 'impact', 'gateway'] as const;
export type MemberName = (typeof MEMBERS)[number];
const PARTITIONS = 6;
const IMPACT_STEPS = [...logSteps([]), ...projectionSteps, ...relaySteps, ...feedSteps];

/** All of a cluster as real processes on a Kafka and a MySQL of its own, every part of which may be broken. */
export class FaultCluster {
  readonly members: Readonly<Record<MemberName, ClusterMember>>;
  url = '';
  private tester: SignedIn | undefined;

  private constructor(
    readonly servers: StartedServers,
    readonly sql: SqlConnection,
    readonly kafka: KafkaOptions,
    /** Between `households` and its database. */
    readonly line: TcpProxy,
    private readonly folder: string,
    private readonly ports: Readonly<Record<MemberName, number>>,
    private readonly keys = newIdentityKeys(),
  ) {
    this.members = Object.fromEntries(MEMBERS.map((name) => [name, this.member(name, name)])) as Record<MemberName, ClusterMember>;
    this.url = `http://127.0.0.1:${ports.gateway}`;
  }

  static async start(): Promise<FaultCluster> {
    const servers = await startServers(['kafka', 'mysql']);
    if (servers.kafka === undefined || servers.mysql === undefined) throw new Error('the servers were not started');
    const kafka = { ...kafkaOptions(servers.kafka.brokers), topicPrefix: 'bangfu', partitions: PARTITIONS };
    await createTopics(kafka, LOG_NAMES);
    const numbers = await choosePorts(MEMBERS.length);
    const ports = Object.fromEntries(MEMBERS.map((name, index) => [name, numbers[index]])) as Record<MemberName, number>;
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-faults-'));
    const cluster = new FaultCluster(servers, servers.mysql, kafka, await TcpProxy.listen(servers.mysql), folder, ports);
    await cluster.ask(...MEMBERS.map((name) => `CREATE DATABASE bangfu_${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`));
    const { gateway, ...services } = cluster.members;
    await Promise.all(Object.values(services).map((service) => service.start()));
    if (!(await gateway.start())) throw new Error(`the gateway ended before it was ready:\n${gateway.said}`);
    cluster.tester = await signInTester(cluster.url);
    return cluster;
  }

  /** Asks the gateway as somebody who may do all that any role may. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (this.tester === undefined) throw new Error('nobody has logged in');
    return this.tester.fetch(path, init);
  }

  /** One more process of a service, on a port that nobody is told. */
  async another(app: 'impact'): Promise<ClusterMember> {
    const [port = 0] = await choosePorts(1);
    return this.member(app, `${app}-more-${port}`, port);
  }

  /** Ends what lives and removes all of it. */
  async stop(): Promise<void> {
    await Promise.all(MEMBERS.map((name) => this.members[name].stop()));
    await this.line.stop();
    await this.servers.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How each process stands, for whoever is told of a fault. */
  standing(): string {
    return MEMBERS.map((name) => this.members[name].standing).join('\n');
  }

  /** The head of a log, as its own database has it. */
  async head(log: LogName): Promise<number> {
    const [rows] = await this.ask<{ position: number }>(`SELECT position FROM bangfu_${ownerOf(log)}.log_head WHERE log = '${log}'`);
    return rows?.position ?? 0;
  }

  heads(): Promise<SeenPosition[]> {
    return Promise.all(LOG_NAMES.map(async (log) => ({ log, position: await this.head(log) })));
  }

  /** Hashes of the live read models of `impact`, and of those that a reader folds now who has seen nothing before. */
  async hashes(): Promise<{ readonly live: readonly string[]; readonly fresh: readonly string[] }> {
    const { host, port, user, password } = this.sql;
    const live = await MysqlDatabase.open({ host, port, user, password, database: 'bangfu_impact', steps: IMPACT_STEPS });
    const file = join(this.folder, `fresh-${randomBytes(4).toString('hex')}.sqlite`);
    const fresh = await SqliteDatabase.open({ file, steps: IMPACT_STEPS });
    try {
      expect(await parkedOf(live.read)).toEqual([]);
      await this.foldAll(fresh);
      return { live: await hashesOf(live), fresh: await hashesOf(fresh) };
    } finally {
      await live.close();
      await fresh.close();
    }
  }

  /** Waits until every read model of every service is what the tables of events fold to. @throws with those that are not */
  async agrees(): Promise<void> {
    const schemas = new ClusterSchemas(this.sql);
    let differing: readonly string[] = [];
    try {
      const agreed = async (): Promise<boolean> => (differing = await schemas.differing()).length === 0;
      await eventually('every read model is what the tables of events fold to', agreed, 60_000).catch((cause: unknown) => {
        throw new Error(`read models differ from their logs: ${differing.join(', ')}`, { cause });
      });
    } finally {
      await schemas.close();
    }
  }

  /** Asks the database itself, not over the line that may be broken. @returns the rows of the last statement */
  async ask<Row>(...statements: readonly string[]): Promise<Row[]> {
    const { host, port, user, password } = this.sql;
    const connection = await mysql.createConnection({ host, port, user, password });
    try {
      let rows: unknown = [];
      for (const statement of statements) [rows] = await connection.query(statement);
      return rows as Row[];
    } finally {
      await connection.end();
    }
  }

  /** A member of a group that nobody has been in. */
  private freshReader(logs: readonly LogName[], faults: unknown[]): KafkaSubscriber {
    const group = `fresh-${randomBytes(4).toString('hex')}`;
    return new KafkaSubscriber({ ...this.kafka, group, logs, report: (error) => faults.push(error) });
  }

  private async foldAll(database: Database): Promise<void> {
    const faults: unknown[] = [];
    const ledger = new Ledger({
      database,
      logs: [],
      projections: impactProjections(),
      now: () => new Date().toISOString(),
      report: (_, error) => faults.push(error),
      cluster: {
        instance: 'fresh',
        partitions: PARTITIONS,
        subscriber: ({ logs }) => this.freshReader(logs, faults),
        reader: (logs) => this.freshReader(logs, faults),
        ended: (error) => faults.push(error),
      },
    });
    await ledger.start();
    const names = impactProjections().map(({ name }) => name);
    const behind = await ledger.host.waitFor(names, await this.heads(), 60_000);
    await ledger.stop();
    if (behind > 0) throw new Error(`a fresh reader is ${behind} events behind: ${faults.map(String).join('; ')}`);
  }

  private member(app: MemberName, name: string, port = this.ports[app]): ClusterMember {
    const { sql, kafka, keys, folder } = this;
    const keeps: Record<string, string> = app === 'households' || app === 'gateway' ? { BANGFU_DATA: join(folder, app) } : {};
    const urls = Object.fromEntries(
      MEMBERS.filter((service) => service !== 'gateway').map((service) => [
        `BANGFU_${service.toUpperCase()}_URLS`,
        `http://127.0.0.1:${this.ports[service]}`,
      ]),
    );
    return new ClusterMember(name, app, {
      BANGFU_LOG_LEVEL: 'warn',
      BANGFU_PORT: String(port),
      BANGFU_MYSQL_HOST: sql.host,
      BANGFU_MYSQL_PORT: String(app === 'households' ? this.line.port : sql.port),
      BANGFU_MYSQL_USER: sql.user,
      BANGFU_MYSQL_PASSWORD: sql.password,
      BANGFU_MYSQL_DATABASE: `bangfu_${app}`,
      BANGFU_KAFKA_BROKERS: kafka.brokers.join(','),
      BANGFU_INSTANCE: name,
      ...(app === 'gateway'
        ? { ...urls, BANGFU_DEMO: 'none', BANGFU_IDENTITY_KEY: keys.privateKey, ...WITH_ADMIN }
        : { BANGFU_IDENTITY_PUBLIC_KEYS: keys.publicKey }),
      ...keeps,
    });
  }
}

function hashesOf(database: Database): Promise<string[]> {
  return Promise.all(impactProjections().map((projection) => hashProjection(database.read, projection, (table) => table)));
}
