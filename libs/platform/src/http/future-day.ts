import type { BusinessDay, ProblemItem } from '#contracts';

/** Refuses a business day later than today (`occurredOn`), which every body may have. */
export function futureDay(body: unknown, today: BusinessDay): ProblemItem[] {
  const day = typeof body === 'object' && body !== null && 'occurredOn' in body ? body.occurredOn : undefined;
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day <= today) return [];
  return [{ code: 'DATE.FUTURE', path: 'occurredOn', params: { day, today } }];
}
