/** Between two looks at a handler that waits for room; kafkajs sends no heartbeat by itself (trap 3). */
const WAITING_HEARTBEAT_MS = 500;

/** Heartbeats until the work has settled or nobody wants it any more. Throws what the heartbeat says: then the group is rebalancing (trap 4). */
export async function keepAlive(work: Promise<unknown>, heartbeat: () => Promise<void>, isOver: () => boolean): Promise<void> {
  for (let settled = false; !settled && !isOver();) {
    let timer: NodeJS.Timeout | undefined;
    const wait = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), WAITING_HEARTBEAT_MS);
    });
    settled = await Promise.race([work.then(() => true), wait]);
    clearTimeout(timer);
    await heartbeat();
  }
}
