// Asks the registry for known vulnerabilities of what ships. Ends with 0 where none is high or critical, 1 where one is, and
// NOT_ASKED where the registry does not answer that question: then nothing is known, which is neither.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root } from '../prepare.mjs';

export const NOT_ASKED = 75;

/** What an answer of `npm audit --json` comes to. */
export function verdictOf(output) {
  const answer = parsed(output);
  const counts = answer?.metadata?.vulnerabilities;
  if (counts === undefined)
    return {
      code: NOT_ASKED,
      said: `AUDIT.NOT_ASKED 仓库没有回答 / the registry did not answer: ${answer?.message ?? output.slice(0, 200)}`,
    };
  const grave = counts.high + counts.critical;
  if (grave === 0) return { code: 0, said: `0 high, 0 critical, ${counts.moderate} moderate, ${counts.low} low` };
  const named = Object.values(answer.vulnerabilities).filter(({ severity }) => severity === 'high' || severity === 'critical');
  return { code: 1, said: named.map(({ name, severity, range }) => `${name} ${range}: ${severity}`).join('\n') };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8', timeout: 60_000 });
  const { code, said } = verdictOf(stdout ?? '');
  console[code === 0 ? 'log' : 'error'](said);
  process.exit(code);
}
