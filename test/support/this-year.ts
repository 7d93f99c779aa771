import { businessDayAt, yearOf } from '#contracts';

/** The business day of this moment (Asia/Shanghai), and its year: what is entered without a day is of them. */
export const TODAY = businessDayAt(new Date().toISOString());
export const THIS_YEAR = yearOf(TODAY);
