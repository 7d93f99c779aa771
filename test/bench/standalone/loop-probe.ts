import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into the measured process before anything of its own (`node --import`): what its event loop is kept from, told over IPC.

/** What a bench tells the probe. */
export type ProbeCall = 'begin' | 'end';

const NANOSECONDS = 1e6;
const loop = monitorEventLoopDelay({ resolution: 5 });

process.on('message', (call: ProbeCall) => {
  if (call === 'begin') {
    loop.reset();
    loop.enable();
    return;
  }
  loop.disable();
  process.send?.({ p99Ms: loop.percentile(99) / NANOSECONDS, maxMs: loop.max / NANOSECONDS });
});
// A probe must not keep its process alive.
process.channel?.unref();
