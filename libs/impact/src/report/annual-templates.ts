import type { Template } from './annual-report.js';
import { base, platform, storage } from './project-templates.js';
import { completion, filing, pace, purchases, yearOnYear } from './purchase-templates.js';
import { donations, exits, sales, skills, training, visits } from './support-templates.js';

/**
 * The paragraph in the order and tone of a year's work report (domain §5.3): what was bought and against which reserve,
 * then what was sold, built, visited, taught, reached and given. 购买 and 帮助销售 stay in sentences of their own.
 */
export const ANNUAL_TEMPLATES: readonly Template[] = [
  purchases,
  yearOnYear,
  completion,
  filing,
  pace,
  sales,
  storage,
  platform,
  base,
  visits,
  training,
  skills,
  exits,
  donations,
];
