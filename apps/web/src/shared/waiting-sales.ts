/** Where the light entry keeps, on this computer alone, what it could not send yet. */
export const WAITING_SALES = 'bangfu.m.queue';

/** How many sales of an account wait on this computer, and how many of them the server will not take as they are. */
export function waitingSales(account: string): { readonly waiting: number; readonly refused: number } {
  const kept = JSON.parse(localStorage.getItem(WAITING_SALES) ?? '[]') as readonly {
    readonly account: string;
    readonly refused?: string;
  }[];
  const own = kept.filter((each) => each.account === account);
  return { waiting: own.length, refused: own.filter(({ refused }) => refused !== undefined).length };
}
