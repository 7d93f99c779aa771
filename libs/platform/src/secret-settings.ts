import { readFileSync } from 'node:fs';

/** Settings that may be given as themselves or, with `_FILE` behind the name, as a file that holds the value; never both. */
const SECRETS = ['BANGFU_ADMIN_PASSWORD', 'BANGFU_DEMO_PASSWORD'] as const;

/** What is wrong with the secrets, one sentence each; no sentence holds one. */
export function secretProblems(environment: NodeJS.ProcessEnv): string[] {
  return SECRETS.flatMap((name) => {
    const file = environment[`${name}_FILE`];
    if (file === undefined) return [];
    const both =
      environment[name] === undefined ? [] : [`${name}：与 ${name}_FILE 只能设置其一 / set either this or ${name}_FILE, not both`];
    const unusable = fileProblem(file);
    return [...both, ...(unusable === undefined ? [] : [`${name}_FILE=${file}：${unusable}`])];
  });
}

function fileProblem(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() === '' ? '文件是空的 / the file is empty' : undefined;
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
    return `无法读取（${String(error.code)}）/ cannot be read (${String(error.code)})`;
  }
}
