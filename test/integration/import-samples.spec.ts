import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Needs } from '../imports/support/ledger-of-needs.js';
import { neededUnits } from '../imports/support/needed-units.js';
import { ask, checked, commit, type SeenImport, until } from '../support/importing.js';
import { afterAllOf } from '../support/read-behind.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const SAMPLES = join(import.meta.dirname, '..', 'imports', 'samples');

interface SampleFigure {
  readonly figure: string;
  readonly filters?: Readonly<Record<string, string>>;
  readonly delta: number;
}

interface Sample {
  readonly file: string;
  readonly kind: string;
  readonly needs: Needs;
  readonly counts?: SeenImport['counts'];
  readonly figures?: readonly SampleFigure[];
}

const samples = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name) => JSON.parse(readFileSync(join(SAMPLES, name), 'utf8')) as Sample)
  .filter(({ counts }) => counts !== undefined);

describe('samples through the door', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  });

  afterAll(() => discard(ledger));

  /** What a sample needs; what an earlier one needed as well is there. */
  async function provide({ units, villages, policyRules = [] }: Sample['needs']): Promise<void> {
    for (const unit of neededUnits(units, '2015-01-01')) await ledger.post('/api/units', unit);
    for (const village of villages) await ledger.post('/api/villages', { ...village, occurredOn: '2015-01-01' });
    for (const rule of policyRules) await ledger.post('/api/policy-rules', { ...rule, occurredOn: '2015-01-01' });
  }

  async function valueOf({ figure, filters = {} }: SampleFigure): Promise<unknown> {
    const filtered = new URLSearchParams(filters).toString();
    return (await ledger.get(`/api/figures/${figure}?${filtered}&${await afterAllOf(ledger)}`))['value'];
  }

  it.each(samples)('$file comes to its counts, moves its figures by as much as it says, and back when it is undone', async (sample) => {
    const { file, kind, needs, counts, figures = [] } = sample;
    await provide(needs);
    const before = await Promise.all(figures.map(valueOf));
    const seen = await checked(ledger, { name: file, kind, bytes: readFileSync(join(SAMPLES, file)) });
    expect(seen.counts).toEqual(counts);
    const done = await commit(ledger, seen);
    const after = await Promise.all(figures.map(valueOf));
    expect(after.map((value, at) => Number(value) - Number(before[at]))).toEqual(figures.map(({ delta }) => delta));
    await ask(ledger, 'POST', `/api/imports/${done.importId}/undo`, { reason: '示例' });
    await until(ledger, done.importId, ['undone']);
    expect(await Promise.all(figures.map(valueOf))).toEqual(before);
  });
});
