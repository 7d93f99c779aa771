import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feedSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { setAside } from '../../libs/event-log/src/feed/set-aside.js';
import { onScene } from '../../libs/event-log/src/testing/feed-scene.js';
import { namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { onTopics, putForeign } from '../../libs/event-log/src/testing/set-aside.contract.js';
import { verify, type VerifyReport } from '../../libs/operator/src/verify.js';

let folder: string;
let database: SqliteDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-aside-'));
  database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...projectionSteps, ...feedSteps] });
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a read model is verified as it was folded: before a message is set aside and after it, with what it held back', async () =>
  onScene(database, async (scene) => {
    const verified = async (): Promise<VerifyReport> =>
      verify({
        database,
        logs: [],
        projections: [namesProjection()],
        now: () => '2020-01-01T00:00:00.000Z',
        topics: (logs, until, aside) => scene.replay(logs, until, { setAside: aside }),
      });
    scene.names(20);
    const id = putForeign(scene);
    scene.names(20);
    const feed = await scene.feed();
    await feed.reach(40);
    const before = await verified();
    await setAside(onTopics(scene), { id, by: '王五', reason: '外来消息' });
    const after = await verified();
    expect([before.ok, after.ok]).toEqual([true, true]);
    expect(before.replays[0]?.liveHash).not.toBe(after.replays[0]?.liveHash);
    expect(await scene.rows()).toEqual(scene.oracle.sorted());
  }));
