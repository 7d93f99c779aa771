import { businessDayAt, yearOf } from '#contracts';

/** The business day of this moment (Asia/Shanghai), and its year: what is entered without a day is of them. */
export const TODAY = businessDayAt(new Date().toISOString());
/** The year of the computer's own clock: a console has no test clock. */
export const THIS_YEAR = yearOf(TODAY);
