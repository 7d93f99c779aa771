import { LockLostError, type MysqlDatabase, type MysqlOptions, WaitEndedError } from '#persistence';
import { CREATE_SUITE, errorOf, rows } from '../../libs/persistence/src/testing/database-suite.js';
import { heldWork } from '../../libs/persistence/src/testing/locks.contract.js';
import { Engines, type OwnSchema } from '../support/engines.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** What holds of a lock because it is the server's: another process waits for it, and a line that breaks gives it back. */
describe.each(['mysql', 'mariadb'] as const)('a lock of %s', (engine) => {
  let engines: Engines;
  let own: OwnSchema;
  const opened: MysqlDatabase[] = [];

  const open = async (otherwise?: Partial<MysqlOptions>): Promise<MysqlDatabase> => {
    const database = await own.open([CREATE_SUITE], otherwise);
    opened.push(database);
    return database;
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
    await own.drop();
  });

  it('tells a work whose lock was lost with its line, before what it has written is there', async () => {
    const proxy = await TcpProxy.listen(own);
    const [holder, other] = [await open({ port: proxy.port }), await open()];
    const { begun, work, end } = heldWork();
    const written = await holder.exclusively('projections', async (lock) => {
      const write = (id: string): Promise<void> =>
        holder.transaction('rebuildable', async (session) => {
          await session.insert('INSERT INTO suite_row', ['id', 'n', 'note'], [[id, 1, null]]);
          await lock.prove(session);
        });
      await write('kept');
      await proxy.cut();
      await proxy.restore();
      const taken = other.exclusively('projections', work);
      await begun;
      const error = await errorOf(write('late'));
      end();
      await taken;
      return error;
    });
    expect(written).toBeInstanceOf(LockLostError);
    expect((await rows(other)).map(({ id }) => id)).toEqual(['kept']);
    await proxy.stop();
  });

  it('lets a process stop waiting while another one holds the lock, and gives the lock to whoever comes next', async () => {
    const [holder, waiter] = [await open(), await open()];
    const { begun, work, end } = heldWork();
    const held = holder.exclusively('imports', work);
    await begun;
    const ending = new AbortController();
    let hasBegun = false;
    const waited = waiter.exclusively('imports', async () => void (hasBegun = true), ending.signal);
    ending.abort();
    expect(await errorOf(waited)).toBeInstanceOf(WaitEndedError);
    end();
    expect(await held).toBe('held');
    expect(await waiter.exclusively('imports', () => Promise.resolve('mine'))).toBe('mine');
    expect(hasBegun).toBe(false);
  });
});
