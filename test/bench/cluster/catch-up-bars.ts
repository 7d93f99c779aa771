import { type Bar, median, must, quantile } from '../result.js';
import { Commands } from './commands.js';
import { rateOf, runImpact } from './impact-bars.js';
import { paced } from './load.js';
import type { TaskOf } from './projector-bars.js';

const COMMANDS_PER_SECOND = 100;
const DATABASE = 'bench_impact';

/**
 * The figures as far behind as the topic is long, while commands go on at another service of the same database and broker:
 * how fast they catch up against doing it alone, and how long a command takes against a time when nobody is behind.
 */
export async function catchUpBars(turns: number, events: number, task: TaskOf): Promise<Bar[]> {
  const { brokers, mysql } = task('catch-up', 0);
  const commands = await Commands.open(brokers, { ...mysql, database: 'bench_commands' });
  const give = (): Promise<void> => commands.give();
  await paced(COMMANDS_PER_SECOND, 2, give);
  const rates: number[] = [];
  const tails: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const alone = await runImpact('impact', DATABASE, turn, events, (group, count) => task(`${group}-alone`, count));
    const normal = await paced(COMMANDS_PER_SECOND, 5, give);
    const following = { ended: false };
    const behind = runImpact('impact', DATABASE, turn, events, (group, count) => task(`${group}-behind`, count)).finally(
      () => (following.ended = true),
    );
    const meanwhile: number[] = [];
    while (!following.ended) meanwhile.push(...(await paced(COMMANDS_PER_SECOND, 0.5, give)));
    rates.push(rateOf(await behind) / rateOf(alone));
    tails.push(quantile(meanwhile, 0.99) / quantile(normal, 0.99));
    console.log(
      `${turn} command p99 ${quantile(normal, 0.99).toFixed(1)} ms, while catching up ${quantile(meanwhile, 0.99).toFixed(1)} ms`,
    );
    must(meanwhile.length > 0, 'no command was given meanwhile');
  }
  await commands.close();
  return [
    { id: 'catch-up-vs-alone', value: median(rates), goal: 0.7, unit: '× alone', atLeast: true, runs: rates },
    { id: 'catch-up-command-p99', value: median(tails), goal: 2, unit: '× normal', atLeast: false, runs: tails },
  ];
}
