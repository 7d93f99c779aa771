import { LOG_NAMES } from '#contracts';
import { logSteps, projectionSteps, verifyChain } from '#event-log';
import { type Database, LedgerFileError, type MysqlDatabase, type MysqlOptions, type SqlSession } from '#persistence';
import { caughtUp, rows as namesIn, runnerOn } from '../../libs/event-log/src/testing/counting-names.js';
import { renamed, SuiteLog } from '../../libs/event-log/src/testing/suite.js';
import { CREATE_SUITE, errorOf, put, rows } from '../../libs/persistence/src/testing/database-suite.js';
import { STANDALONE_STEPS } from '../../apps/standalone/src/standalone.module.js';
import { Engines, type OwnSchema } from '../support/engines.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const LOG_STEPS = [...logSteps(['directory']), ...projectionSteps];
const PATIENCE_MS = 400;

/** What holds because there is a server between: its defaults, other processes, a line that breaks. */
describe.each(['mysql', 'mariadb'] as const)('%s', (engine) => {
  let engines: Engines;
  let own: OwnSchema;
  const opened: Database[] = [];
  const proxies: TcpProxy[] = [];

  const open = async (steps: MysqlOptions['steps'] = [CREATE_SUITE], otherwise?: Partial<MysqlOptions>): Promise<MysqlDatabase> => {
    const database = await own.open(steps, otherwise);
    opened.push(database);
    return database;
  };
  const overProxy = async (steps?: MysqlOptions['steps']): Promise<{ proxy: TcpProxy; database: MysqlDatabase }> => {
    const proxy = await TcpProxy.listen(own);
    proxies.push(proxy);
    return { proxy, database: await open(steps, { port: proxy.port, patienceMs: PATIENCE_MS }) };
  };

  beforeAll(async () => {
    engines = await Engines.start();
  });

  afterAll(() => engines.stop());

  beforeEach(async () => {
    own = await engines.freshSchema(engine);
  });

  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    for (const proxy of proxies.splice(0)) await proxy.stop();
    await own.drop();
  });

  it('sets every connection up alike, whatever the defaults of the server', async () => {
    const database = await open();
    const settings = async (session: SqlSession): Promise<object> => {
      const [set] = await session.all<{ mode: string; zone: string; collation: string }>(
        'SELECT @@sql_mode AS mode, @@time_zone AS zone, @@collation_connection AS collation',
      );
      const [isolation] = await session.all<{ Value: string }>(
        "SHOW VARIABLES WHERE Variable_name IN ('transaction_isolation', 'tx_isolation')",
      );
      const modes = (set?.mode ?? '').split(',');
      const strict = modes.includes('STRICT_ALL_TABLES') && modes.includes('ONLY_FULL_GROUP_BY');
      const bent = modes.includes('NO_BACKSLASH_ESCAPES') || modes.includes('ANSI_QUOTES') || modes.includes('PIPES_AS_CONCAT');
      return { strict, bent, zone: set?.zone, collation: set?.collation, isolation: isolation?.Value };
    };
    const expected = { strict: true, bent: false, zone: '+00:00', collation: 'utf8mb4_bin', isolation: 'READ-COMMITTED' };
    const ofReaders = await Promise.all(Array.from({ length: 4 }, () => settings(database.read)));
    for (const settled of ofReaders) expect(settled).toEqual(expected);
    for (const durability of ['durable', 'rebuildable'] as const)
      expect(await database.transaction(durability, settings)).toEqual(expected);
    expect(await database.snapshot(settings)).toEqual({ ...expected, isolation: 'REPEATABLE-READ' });
  });

  it('refuses what does not fit instead of cutting it, also where a present key is left as it is, and that is no fault of the storage', async () => {
    const database = await open();
    const { dialect } = database;
    const tail = dialect.onConflict(['id'], [], []);
    const refused = [
      await errorOf(put(database, [['x'.repeat(761), 1, null]], { tail })),
      await errorOf(put(database, [['a', 2 ** 64, null]], { tail })),
      await errorOf(
        database.transaction('durable', (session) => session.insert('INSERT INTO suite_row', ['id', 'n'], [['a', null]], tail)),
      ),
    ];
    for (const error of refused) {
      expect([dialect.isTransient(error), dialect.isUnavailable(error), dialect.isDuplicateKey(error)]).toEqual([false, false, false]);
    }
    expect(await rows(database)).toEqual([]);
  });

  it('is brought up once by processes that start at the same moment', async () => {
    const all = await Promise.all([open(STANDALONE_STEPS), open(STANDALONE_STEPS), open(STANDALONE_STEPS)]);
    for (const database of all) {
      expect(await database.read.all('SELECT COUNT(*) AS n, COUNT(DISTINCT name) AS names FROM schema_step')).toEqual([
        { n: STANDALONE_STEPS.length, names: STANDALONE_STEPS.length },
      ]);
      const heads = await database.read.all<{ log: string }>('SELECT log FROM log_head');
      expect(heads.map(({ log }) => log).sort()).toEqual(['access', ...LOG_NAMES].sort());
    }
  });

  it('of a newer release is not opened, and says which steps are unknown', async () => {
    await open([CREATE_SUITE, { name: 'FromTheFuture1999999999999', statement: () => 'CREATE TABLE later (id INT)' }]);
    const error = await errorOf(open());
    expect(error).toBeInstanceOf(LedgerFileError);
    expect(String(error)).toMatch(/LEDGER\.NEWER_SCHEMA .*FromTheFuture1999999999999/);
  });

  it('that kills a connection leaves nothing of its transaction; the fault is one of the storage, to be tried again; work goes on', async () => {
    const [database, other] = [await open(), await open()];
    await rows(database);
    const killed = database.transaction('durable', async (session) => {
      await session.run("INSERT INTO suite_row (id) VALUES ('lost')");
      await kill(other, session);
      await session.run("INSERT INTO suite_row (id) VALUES ('lost too')");
    });
    const error = await errorOf(killed);
    expect([database.dialect.isTransient(error), database.dialect.isUnavailable(error)]).toEqual([true, true]);
    await put(database, [['kept', 1, null]]);
    await kill(other, database.read);
    expect((await rows(database)).map(({ id }) => id)).toEqual(['kept']);
  });

  it('lets one of two transactions that wait for each other go on, the other is to be tried again', async () => {
    const [one, other] = [await open(), await open()];
    await put(one, [
      ['a', 0, null],
      ['b', 0, null],
    ]);
    const meeting = new Meeting(2);
    const add = (database: Database, first: string, second: string): Promise<unknown> =>
      database.transaction('durable', async (session) => {
        await session.run('UPDATE suite_row SET n = n + 1 WHERE id = ?', [first]);
        await meeting.arrive();
        await session.run('UPDATE suite_row SET n = n + 1 WHERE id = ?', [second]);
      });
    const outcomes = await Promise.allSettled([add(one, 'a', 'b'), add(other, 'b', 'a')]);
    const faults: unknown[] = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(faults.map((fault) => one.dialect.isTransient(fault))).toEqual([true]);
    expect((await rows(one)).map(({ n }) => n)).toEqual([1, 1]);
  });

  it('that does not give a lock in time says so: to be tried again', async () => {
    const [one, other] = [await open(), await open()];
    await put(one, [['a', 0, null]]);
    await one.transaction('durable', async (holder) => {
      await holder.run("UPDATE suite_row SET n = 1 WHERE id = 'a'");
      const waiting = other.transaction('durable', async (session) => {
        await session.run('SET SESSION innodb_lock_wait_timeout = 1');
        await session.run("UPDATE suite_row SET n = 2 WHERE id = 'a'");
      });
      expect(other.dialect.isTransient(await errorOf(waiting))).toBe(true);
    });
  });

  it('behind a cut line: a command is answered with 503, and accepted under the same key once the line is there', async () => {
    const { proxy, database } = await overProxy(LOG_STEPS);
    const suite = new SuiteLog(database);
    await suite.named('before', 'unit-1', '一');
    await proxy.cut();
    const refused = await suite.name({ key: 'away' }, 'unit-1', () => [renamed('二')]);
    expect(refused).toMatchObject({ kind: 'refused', problems: [{ code: 'LEDGER.UNAVAILABLE' }] });
    expect(database.dialect.isUnavailable(await errorOf(database.read.all('SELECT 1 AS n')))).toBe(true);
    await proxy.restore();
    expect(await suite.named('away', 'unit-1', '二')).toBe(2);
    expect(await verifyChain('directory', database)).toMatchObject({ ok: true, events: 2 });
  });

  it('whose answer to a COMMIT is lost has committed: the fault says to try again, and whoever looks finds it', async () => {
    const { proxy, database } = await overProxy();
    const lost = database.transaction('durable', async (session) => {
      await session.run("INSERT INTO suite_row (id) VALUES ('there')");
      proxy.loseReplies();
    });
    expect(database.dialect.isTransient(await errorOf(lost))).toBe(true);
    await proxy.restore();
    expect((await rows(database)).map(({ id }) => id)).toEqual(['there']);
  });

  it('that says nothing counts as gone after a while, and work goes on when it speaks again', async () => {
    const { proxy, database } = await overProxy();
    await rows(database);
    proxy.stall();
    const silent = [rows(database), put(database, [['a', 1, null]]), database.snapshot((view) => view.all('SELECT 1 AS n'))];
    for (const error of await Promise.all(silent.map(errorOf))) expect(database.dialect.isUnavailable(error)).toBe(true);
    await proxy.restore();
    await put(database, [['b', 1, null]]);
    expect((await rows(database)).map(({ id }) => id)).toContain('b');
  });

  it('holds one log of two processes: positions gapless, every key once, one chain', async () => {
    const suites = [new SuiteLog(await open(LOG_STEPS)), new SuiteLog(await open(LOG_STEPS))];
    const positions = await Promise.all(
      Array.from({ length: 300 }, (_, index) => suites.map((suite) => suite.named(`c-${index}`, `unit-${index % 9}`, `${index}`))).flat(),
    );
    expect(new Set(positions).size).toBe(300);
    expect(await verifyChain('directory', await open(LOG_STEPS))).toMatchObject({ ok: true, events: 300 });
  });

  it('holds one read model of two processes: both run it, every event counts once', async () => {
    const databases = [await open(LOG_STEPS), await open(LOG_STEPS)];
    const suite = new SuiteLog(databases[0] as Database);
    const runners = await Promise.all(databases.map((database) => caughtUp(runnerOn(database))));
    let writing = true;
    const written = Promise.all(Array.from({ length: 3_000 }, (_, index) => suite.named(`c-${index}`, `unit-${index % 9}`, '一'))).finally(
      () => (writing = false),
    );
    const running = runners.map(async (runner) => {
      while ((await runner.runOnce()) || writing);
    });
    await Promise.all([written, ...running]);
    const times = (await namesIn(databases[1] as Database)).reduce((sum, row) => sum + row.times, 0);
    expect(times).toBe(3_000);
  });
});

async function kill(killer: Database, session: SqlSession): Promise<void> {
  const [row] = await session.all<{ id: number }>('SELECT CONNECTION_ID() AS id');
  await killer.read.run(`KILL ${row?.id}`);
}

/** Lets a number of transactions come to the same place before any goes on. */
class Meeting {
  private readonly all: Promise<void>;
  private open: () => void = () => undefined;

  constructor(private missing: number) {
    this.all = new Promise((resolve) => (this.open = resolve));
  }

  arrive(): Promise<void> {
    this.missing -= 1;
    if (this.missing === 0) this.open();
    return this.all;
  }
}
