import { CATEGORY_TERMS, CHANNEL_TERMS, FUNDING_TERMS, STAGE_NAMES, TEMPLATE_TERMS, type Terms } from '#contracts';
import { countyByCode } from '#contracts/counties';
import type { SqlSession } from '#persistence';
import type { SeriesBy } from './groupings.js';
import { NO_STAGE } from './projects-by-stage.js';

const CLOSED_LISTS: Partial<Record<SeriesBy, Terms>> = {
  channel: CHANNEL_TERMS,
  funding: FUNDING_TERMS,
  category: CATEGORY_TERMS,
  template: TEMPLATE_TERMS,
};

/** What a group is called, where its key is no word that a reader knows: today's name of a county, the last of the period for others. */
export async function namesOf(session: SqlSession, by: SeriesBy, day: number): Promise<(key: string) => string | undefined> {
  if (by === 'stage') return (key) => (key === NO_STAGE.key ? NO_STAGE.name : STAGE_NAMES[key]?.zh);
  if (by === 'county') return (key) => countyByCode(key)?.name;
  const terms = CLOSED_LISTS[by];
  if (terms !== undefined) return (key) => terms[key]?.zh;
  if (by !== 'unit' && by !== 'village' && by !== 'project') return () => undefined;
  const rows = await session.all<{ id: string; from_day: number; name: string }>(
    'SELECT id, from_day, name FROM impact_name WHERE kind = ? ORDER BY id, from_day, position',
    [by],
  );
  const names = new Map<string, string>();
  for (const row of rows) if (!names.has(row.id) || row.from_day <= day) names.set(row.id, row.name);
  return (key) => names.get(key);
}
