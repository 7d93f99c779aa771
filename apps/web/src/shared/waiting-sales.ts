/** Where the light entry keeps, on this computer alone, what it could not send yet. */
export const WAITING_SALES = 'bangfu.m.queue';

/** How many sales wait on this computer, and how many of them the server will not take as they are. */
export function waitingSales(): { readonly waiting: number; readonly refused: number } {
  const kept = JSON.parse(localStorage.getItem(WAITING_SALES) ?? '[]') as readonly { readonly refused?: string }[];
  return { waiting: kept.length, refused: kept.filter(({ refused }) => refused !== undefined).length };
}
