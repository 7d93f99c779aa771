import type { ProblemText } from '../problem-text.js';

export const impactProblems = {
  'FILTER.NOT_APPLICABLE': {
    status: 422,
    zh: '指标“{figure}”不能按“{filter}”筛选。可用的筛选：{allowed}。',
    en: 'The figure “{figure}” cannot be filtered by “{filter}”. Possible filters: {allowed}.',
  },
  'SERIES.NOT_APPLICABLE': {
    status: 422,
    zh: '指标“{figure}”不能按“{by}”分组。可用的分组：{allowed}。',
    en: 'The figure “{figure}” cannot be grouped by “{by}”. Possible groups: {allowed}.',
  },
} as const satisfies Record<string, ProblemText>;
