import { addDays, type BusinessDay } from '#contracts';

/** First and last day of `YYYY-MM`. */
export function daysOfMonth(month: string): { readonly from: BusinessDay; readonly to: BusinessDay } {
  const from = `${month}-01`;
  const nextMonth = addDays(from, 31).slice(0, 7);
  return { from, to: addDays(`${nextMonth}-01`, -1) };
}
