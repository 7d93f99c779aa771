import type { FigureName } from '#contracts';

/** Everything that a series may be grouped by (contract §4). */
export const SERIES_BY = [
  'day',
  'month',
  'quarter',
  'year',
  'unit',
  'category',
  'funding',
  'channel',
  'county',
  'village',
  'project',
  'stage',
  'template',
  'product',
  'kind',
] as const;
/** One of {@link SERIES_BY}. */
export type SeriesBy = (typeof SERIES_BY)[number];

const ORDERS: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'unit', 'category', 'funding', 'channel', 'county', 'project'];
const RESERVES: readonly SeriesBy[] = ['unit', 'kind'];
const SALES: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'category', 'village', 'county', 'product'];
const PROJECTS: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'unit', 'village', 'project', 'template', 'stage'];
const ACTIVITIES: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'village', 'kind'];
const HOUSEHOLDS: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'village', 'kind'];

/** How a figure may be grouped: by what its facts carry. */
export function groupingsOf(figure: FigureName): readonly SeriesBy[] {
  if (figure === 'reserve.completion') return ['month', 'quarter', 'unit'];
  if (figure === 'reserve.pace' || figure === 'reserve.filing' || figure === 'reserve.approval') return ['unit'];
  if (figure === 'projects.days-late') return ['unit', 'village', 'project', 'template', 'stage'];
  if (figure === 'storage.capacity') return ['unit', 'village', 'project', 'kind'];
  if (figure === 'storage.share') return ['village'];
  const area = figure.split('.')[0];
  const byArea: Readonly<Record<string, readonly SeriesBy[]>> = {
    purchase: ORDERS,
    reserve: RESERVES,
    sales: SALES,
    support: SALES,
    projects: PROJECTS,
    activities: ACTIVITIES,
    households: HOUSEHOLDS,
  };
  return byArea[area ?? ''] ?? [];
}

/** Whether a grouping is one by business time. */
export function isTime(by: SeriesBy): boolean {
  return by === 'day' || by === 'month' || by === 'quarter' || by === 'year';
}
