import { eventually } from '#platform/testing';
import { type Bar, median, must, quantile } from '../result.js';
import type { ContenderTask } from './contenders/contender.js';
import { GatewayClient } from './gateway-client.js';
import { closedLoop, paced } from './load.js';
import { RawCommands } from './raw-commands.js';

const CONNECTIONS = 32;
const COMMANDS_PER_SECOND = 200;
const LONGEST_WAIT_MS = 30_000;

/** Durable commands through the gateway against bare transactions of three inserts, both at 32 connections, in turns. */
export async function httpBars(url: string, mysql: ContenderTask['mysql'], quick: boolean): Promise<Bar[]> {
  const seconds = quick ? 3 : 10;
  const client = await GatewayClient.open(url, CONNECTIONS);
  const raw = await RawCommands.open({ ...mysql, database: 'bench_raw' }, CONNECTIONS);
  const before = await client.head();
  let acknowledged = 0;
  const command = async (): Promise<void> => {
    await client.command();
    acknowledged += 1;
  };
  await closedLoop(CONNECTIONS, seconds / 2, command);
  const ratios: number[] = [];
  const tails: number[] = [];
  for (let turn = 0; turn < (quick ? 1 : 3); turn += 1) {
    const rawRate = await closedLoop(CONNECTIONS, seconds, () => raw.command());
    const rate = await closedLoop(CONNECTIONS, seconds, command);
    const rawTail = quantile(await paced(rawRate / 2, seconds, () => raw.command()), 0.99);
    const tail = quantile(await paced(rate / 2, seconds, command), 0.99);
    console.log(
      `commands/s ${rate.toFixed(0)} raw ${rawRate.toFixed(0)}, p99 at half load ${tail.toFixed(1)} raw ${rawTail.toFixed(1)} ms`,
    );
    ratios.push(rate / rawRate);
    tails.push(tail / rawTail);
  }
  const recorded = (await client.head()) - before;
  must(recorded === acknowledged, `${acknowledged} commands were acknowledged, the log has ${recorded} more`);
  await raw.close();
  client.close();
  return [
    { id: 'http-vs-raw', value: median(ratios), goal: 0.35, unit: '× raw', atLeast: true, runs: ratios },
    { id: 'http-p99-vs-raw', value: median(tails), goal: 3, unit: '× raw', atLeast: false, runs: tails },
  ];
}

/** From a command being sent to the figures having moved at the end of the gateway's stream: service, relay, Kafka, impact. */
export async function streamBars(url: string, quick: boolean): Promise<Bar[]> {
  const client = await GatewayClient.open(url, CONNECTIONS);
  const moves: { readonly at: number; readonly position: number }[] = [];
  const end = await client.listen((position) => moves.push({ at: performance.now(), position }));
  const sent: { readonly at: number; readonly position: number }[] = [];
  const command = async (): Promise<void> => {
    const at = performance.now();
    sent.push({ at, position: await client.command() });
  };
  const told = async (): Promise<void> => {
    const last = Math.max(...sent.map(({ position }) => position));
    await eventually(`the stream tells of ${last}`, () => (moves.at(-1)?.position ?? 0) >= last, LONGEST_WAIT_MS);
  };
  // Warm, and nothing left behind from the start of the processes.
  await paced(COMMANDS_PER_SECOND, 3, command);
  await told();
  sent.length = 0;
  await paced(COMMANDS_PER_SECOND, quick ? 5 : 20, command);
  await told();
  end();
  client.close();
  const latencies = sent.map(({ at, position }) => (moves.find((move) => move.position >= position)?.at ?? Number.NaN) - at);
  return [
    { id: 'sse-p50', value: median(latencies), goal: 60, unit: 'ms', atLeast: false, runs: [] },
    { id: 'sse-p99', value: quantile(latencies, 0.99), goal: 250, unit: 'ms', atLeast: false, runs: [] },
  ];
}
