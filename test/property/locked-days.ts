import type { Envelope } from '#contracts';
import type { EventLog } from '#event-log';

interface Lock {
  readonly unit: string;
  readonly month: string;
  readonly sales: boolean;
  readonly at: string;
}

interface Says {
  readonly under?: { readonly unit?: string };
  readonly postings?: readonly { readonly measure: string; readonly day?: string; readonly under?: { readonly unit?: string } }[];
  readonly adjustment?: object;
}

/**
 * Events that put an amount on a day after it was locked and do not say that they are adjustments, by their ids; and how many
 * say so. Told from the logs alone: it knows the units' parents, the locks, and nothing of the rule that keeps them.
 */
export async function unsaidAdjustments(log: (name: 'directory' | 'purchases' | 'households') => Pick<EventLog, 'readAfter'>): Promise<{
  readonly unsaid: readonly string[];
  readonly said: number;
}> {
  const parents = new Map<string, string | null>();
  const locks: Lock[] = [];
  for (const { type, data, recordedAt } of await everyEvent(log('directory'))) {
    const { unitId, parentId, period, sales } = data as { unitId: string; parentId: string | null; period: string; sales: boolean };
    if (type === 'UnitRegistered') parents.set(unitId, parentId);
    if (type === 'PeriodLocked') locks.push({ unit: unitId, month: period, sales, at: recordedAt });
  }
  const isLocked = (unit: string | undefined, day: string, at: string): boolean =>
    locks.some((lock) => {
      const binds = unit === undefined ? lock.sales : lock.unit === unit || lock.unit === parents.get(unit);
      return binds && day.startsWith(lock.month) && lock.at < at;
    });
  const events = [...(await everyEvent(log('purchases'))), ...(await everyEvent(log('households')))];
  const touching = events.filter(({ data, occurredOn, recordedAt }) => {
    const { under, postings = [] } = data as Says;
    const counted = postings.filter(({ measure }) => /^(purchase|sale)\./.test(measure));
    return counted.some((posting) => isLocked(posting.under?.unit ?? under?.unit, posting.day ?? occurredOn, recordedAt));
  });
  const unsaid = touching.filter(({ data }) => (data as Says).adjustment === undefined).map(({ id }) => id);
  return { unsaid, said: touching.length - unsaid.length };
}

async function everyEvent(log: Pick<EventLog, 'readAfter'>): Promise<Envelope[]> {
  const all: Envelope[] = [];
  for (;;) {
    const page = await log.readAfter(all.length, 1_000);
    if (page.length === 0) return all;
    all.push(...page);
  }
}
