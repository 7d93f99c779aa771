import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { CommandContext, NewEvent } from '#contracts';
import type { EventLog, StreamDefinition } from '#event-log';
import { openLedger, type OpenLedger } from '#operator';
import { readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneProjections } from '../../../apps/standalone/src/standalone.module.js';

/** A real standalone ledger in a folder of its own, without the door. @param projected whether its read models follow */
export function openBenchLedger(folder: string, projected = true): Promise<OpenLedger> {
  mkdirSync(folder, { recursive: true });
  const configuration = readConfiguration({ BANGFU_DATA: join(folder), BANGFU_DEMO: 'none' });
  return openLedger(configuration, pino({ level: 'warn' }, pino.destination(2)), {
    steps: STANDALONE_STEPS,
    projections: projected ? standaloneProjections() : [],
  });
}

const ANY: StreamDefinition<number> = { initial: 0, evolve: (count) => count + 1 };

let commands = 0;

/** Submits one command that appends the given events, to one stream unless they name others, through the append queue. */
export async function submit(log: EventLog, streamId: string, events: readonly NewEvent[]): Promise<number> {
  commands += 1;
  const now = new Date().toISOString();
  const context: CommandContext = {
    commandId: `bench:${commands}`,
    fingerprint: 'bench',
    now,
    today: now.slice(0, 10),
    meta: { correlationId: 'bench', actor: { account: 'bench', roles: ['purchaser'], unitId: null }, source: 'api' },
  };
  const streams = [...new Set([streamId, ...events.flatMap((event) => event.streamId ?? [])])];
  const refs = Object.fromEntries(streams.map((id) => [id, { id, definition: ANY }]));
  const result = await log.submit(context, streamId, refs, () => events);
  if (result.kind === 'refused') throw new Error(result.problems.map((problem) => problem.code).join(', '));
  return result.answer.position;
}

/** Runs `work` `times` times in `callers` loops side by side. */
export async function inParallel(callers: number, times: number, work: (turn: number) => Promise<void>): Promise<void> {
  let turn = 0;
  const loop = async (): Promise<void> => {
    while (turn < times) {
      turn += 1;
      await work(turn);
    }
  };
  await Promise.all(Array.from({ length: callers }, loop));
}
