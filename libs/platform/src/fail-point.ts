import type { FailPoint } from './fail-points.js';

/**
 * Named places where a process may be killed, so that tests can die exactly there. Armed by
 * `BANGFU_FAIL_POINT=<name>[/<of>][:<n>]` (`of` = one of several that pass there, such as a projection; `n` = the n-th
 * passage, default the first) and only together with `BANGFU_TEST=1`.
 */
const armed = armedPoint(process.env);
let passages = 0;

interface ArmedPoint {
  readonly name: string;
  readonly of: string | undefined;
  readonly passage: number;
}

function armedPoint(environment: NodeJS.ProcessEnv): ArmedPoint | undefined {
  const text = environment['BANGFU_FAIL_POINT'];
  if (text === undefined || environment['BANGFU_TEST'] !== '1') return undefined;
  const [place = '', passage = '1'] = text.split(':');
  const [name = '', of] = place.split('/');
  return { name, of, passage: Number(passage) };
}

/** Dies by SIGKILL when this point is armed and passed for the n-th time; else does nothing. @param of who passes */
export function failPoint(name: FailPoint, of?: string): void {
  if (armed?.name !== name || (armed.of !== undefined && armed.of !== of)) return;
  passages += 1;
  if (passages === armed.passage) process.kill(process.pid, 'SIGKILL');
}
