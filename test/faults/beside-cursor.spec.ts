import mysql from 'mysql2/promise';
import { logSteps, projectionSteps, Relay, relaySteps } from '#event-log';
import type { Database, MysqlDatabase } from '#persistence';
import { portOf } from '../../libs/event-log/src/testing/database-port.js';
import { MemoryTopics } from '../../libs/event-log/src/testing/memory-topics.js';
import { SuiteLog } from '../../libs/event-log/src/testing/suite.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { Engines, type OwnSchema } from '../support/engines.js';

const WRITERS = 32;
/** Processes that the writers of our log are spread over. */
const PROCESSES = 4;
const EACH = process.env['FAULTS_LONG'] === '1' ? 3_125 : 40;
const LONGEST_HOLD_MS = 20;
const ROLLED_BACK = 0.2;

const STEPS = [...logSteps(['directory']), ...projectionSteps, ...relaySteps];

class RolledBack extends Error {}

function hold(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, Math.random() * LONGEST_HOLD_MS));
}

/** Holds every commit for a while, and rolls a fifth of them back instead. */
function holding(database: Database): Database {
  return {
    ...portOf(database),
    dialect: { ...database.dialect, isTransient: (error) => error instanceof RolledBack || database.dialect.isTransient(error) },
    transaction: (durability, work) =>
      database.transaction(durability, async (session) => {
        const result = await work(session);
        await hold();
        if (Math.random() < ROLLED_BACK) throw new RolledBack();
        return result;
      }),
  };
}

describe(`${WRITERS} writers with held commits, a fifth of them rolled back`, () => {
  let engines: Engines;
  let servers: SharedServers<'mysql'>;
  let own: OwnSchema;
  const opened: MysqlDatabase[] = [];

  beforeAll(async () => {
    engines = await Engines.start();
    servers = await sharedServers(['mysql']);
    own = await engines.freshSchema('mysql');
  });

  afterAll(async () => {
    for (const database of opened) await database.close();
    await own.drop();
    await servers.release();
    await engines.stop();
  });

  async function open(): Promise<MysqlDatabase> {
    const database = await own.open(STEPS);
    opened.push(database);
    return database;
  }

  test('the relay of our log misses none', async () => {
    const suites: SuiteLog[] = [];
    for (let process = 0; process < PROCESSES; process += 1) suites.push(new SuiteLog(holding(await open())));
    const topics = new MemoryTopics(3);
    const database = await open();
    const { signal } = new SuiteLog(database);
    const publisher = topics.publisher();
    const relay = new Relay({ log: 'directory', owner: 'one', database, publisher, signal, leaseMs: 10_000, report: () => undefined });
    await relay.prepare();
    const written = new AbortController();
    const relaying = (async () => {
      while (!written.signal.aborted || (await relay.turn()) === 'PUBLISHED') await relay.turn();
    })();
    const writer = async (suite: SuiteLog, number: number): Promise<void> => {
      for (let index = 0; index < EACH; index += 1) await accepted(suite, `c-${number}-${index}`, number);
    };
    const numbers = Array.from({ length: WRITERS / PROCESSES }, (_, number) => number);
    await Promise.all(
      suites.flatMap((suite, process) => numbers.map((number) => writer(suite, process * numbers.length + number))),
    ).finally(() => written.abort());
    await relaying;
    const arrived = [0, 1, 2].flatMap((partition) =>
      topics.messages({ log: 'directory', partition }).map(({ headers }) => Number(headers['position'])),
    );
    expect(arrived.sort((left, right) => left - right)).toEqual(Array.from({ length: WRITERS * EACH }, (_, index) => index + 1));
  }, 3_600_000);

  test('beside it, a plain cursor over ids that are counted up misses some', async () => {
    const { host, port, user, password } = servers.mysql;
    const name = `plain_${process.pid}_${Date.now().toString(36)}`;
    const admin = await mysql.createConnection({ host, port, user, password });
    await admin.query(`CREATE DATABASE ${name}`);
    const pool = mysql.createPool({ host, port, user, password, database: name, connectionLimit: WRITERS + 1 });
    await pool.query('CREATE TABLE outbox (id BIGINT AUTO_INCREMENT PRIMARY KEY, writer INT NOT NULL)');
    let committed = 0;
    const written = new AbortController();
    const writer = async (number: number): Promise<void> => {
      const connection = await pool.getConnection();
      for (let index = 0; index < EACH; index += 1) {
        await connection.beginTransaction();
        await connection.query('INSERT INTO outbox (writer) VALUES (?)', [number]);
        await hold();
        const isKept = Math.random() >= ROLLED_BACK;
        await (isKept ? connection.commit() : connection.rollback());
        if (isKept) committed += 1;
      }
      connection.release();
    };
    const seen = new Set<number>();
    const polling = (async () => {
      let last = 0;
      for (let more = true; more || !written.signal.aborted;) {
        const [rows] = await pool.query<mysql.RowDataPacket[]>('SELECT id FROM outbox WHERE id > ? ORDER BY id', [last]);
        for (const { id } of rows) seen.add(Number(id));
        last = Number(rows.at(-1)?.['id'] ?? last);
        more = rows.length > 0;
      }
    })();
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number))).finally(() => written.abort());
    await polling;
    await pool.end();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
    console.log(`plain cursor: ${committed - seen.size} of ${committed} missed`);
    expect(seen.size).toBeLessThan(committed);
  }, 3_600_000);
});

/** Gives the command until it is accepted: five rollbacks in a row are an answer, too. */
async function accepted(suite: SuiteLog, key: string, writer: number): Promise<void> {
  for (;;) {
    const result = await suite.name({ key }, `unit-${writer}`, () => [
      { type: 'UnitRenamed', occurredOn: '2020-01-01', data: { name: key } },
    ]);
    if (result.kind === 'accepted') return;
    expect(result.problems.map(({ code }) => code)).toEqual(['LEDGER.UNAVAILABLE']);
  }
}
