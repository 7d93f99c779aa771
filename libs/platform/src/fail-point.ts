/**
 * Named places where a process may be killed, so that tests can die exactly there. Armed by
 * `BANGFU_FAIL_POINT=<name>[:<n>]` (the n-th passage, default the first) and only together with `BANGFU_TEST=1`.
 */
const armed = armedPoint(process.env);
let passages = 0;

interface ArmedPoint {
  readonly name: string;
  readonly passage: number;
}

function armedPoint(environment: NodeJS.ProcessEnv): ArmedPoint | undefined {
  const text = environment['BANGFU_FAIL_POINT'];
  if (text === undefined || environment['BANGFU_TEST'] !== '1') return undefined;
  const [name = '', passage = '1'] = text.split(':');
  return { name, passage: Number(passage) };
}

/** Dies by SIGKILL when this point is armed and passed for the n-th time; else does nothing. */
export function failPoint(name: string): void {
  if (armed?.name !== name) return;
  passages += 1;
  if (passages === armed.passage) process.kill(process.pid, 'SIGKILL');
}
