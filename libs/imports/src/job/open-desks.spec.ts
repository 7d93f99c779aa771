import { DESK_LIMITS, ThreadedDesk } from '../desk/threaded-desk.js';
import type { Import } from './import.js';
import { OpenDesks } from './open-desks.js';

const BYTES = Buffer.from('日期,村,产品,品类,数量,单位,金额（元）,买方\n2020-06-18,示例村,猕猴桃,水果,200,斤,1000,示例合作社\n');
const LIMITS = { ...DESK_LIMITS, mostOpen: 4, idleMs: 60_000 };
const FILE: Import['file'] = { sha256: '', kept: 'kept', name: 'a.csv', bytes: BYTES.length };

describe('the desks of imports', () => {
  it('are one for each import, however many come for it while its file is fetched', async () => {
    const one = { importId: 'i1', kind: 'sales', file: FILE } as Import;
    let arrive: (bytes: Buffer) => void = () => undefined;
    const late = new Promise<Buffer>((resolve) => (arrive = resolve));
    const fetched = [late, Promise.resolve(BYTES)];
    const desks = new OpenDesks({ bytes: () => fetched.shift() ?? Promise.reject(new Error('a third fetch')) }, LIMITS);
    try {
      const second = desks.at(one, ({ desk }) => Promise.resolve(desk));
      const first = await desks.at(one, ({ desk }) => Promise.resolve(desk));
      expect(first).toBeInstanceOf(ThreadedDesk);
      arrive(BYTES);
      // Another one would be in no map: nobody could ever end its thread.
      expect((await second) === first).toBe(true);
    } finally {
      await desks.closeAll();
    }
  });
});
