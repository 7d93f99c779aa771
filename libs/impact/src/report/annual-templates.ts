import type { Template } from './annual-report.js';
import { filing, pace, purchases, yearOnYear } from './purchase-templates.js';
import { base, donations, exits, platform, sales, storage, training, visits } from './support-templates.js';

/** In the order and tone of a year's work report (domain §5.3). 购买 and 帮助销售 stay in sentences of their own. */
export const ANNUAL_TEMPLATES: readonly Template[] = [
  visits,
  base,
  sales,
  storage,
  platform,
  purchases,
  yearOnYear,
  filing,
  pace,
  training,
  exits,
  donations,
];
