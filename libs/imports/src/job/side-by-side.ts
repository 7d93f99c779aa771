import type { Stop } from './enter-page.js';

/**
 * Works at records side by side. At the first that stops no other one is begun; those that are on their way come to their end.
 * @returns where it stopped: at a record that is half entered before one that is not there, since that is what has to be looked at
 */
export async function sideBySide<Item>(
  records: readonly Item[],
  atOnce: number,
  work: (record: Item) => Promise<Stop | undefined>,
): Promise<Stop | undefined> {
  const stops: Stop[] = [];
  const waiting = records.values();
  const worker = async (): Promise<void> => {
    for (const record of waiting) {
      const stop = await work(record);
      if (stop !== undefined) stops.push(stop);
      if (stops.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, records.length) }, worker));
  return [...stops].sort((one, other) => Math.sign(other.step) - Math.sign(one.step) || one.row - other.row)[0];
}
