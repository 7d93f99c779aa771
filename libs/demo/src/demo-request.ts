import type { Role } from '#contracts';

/** One entry of a demonstration: what a person would send, with a key that makes a repeated load harmless. */
export interface DemoRequest {
  readonly path: string;
  readonly body: object;
}

/** A file that later entries show as evidence, by its name. */
export interface DemoFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Somebody who works with the records of a demonstration. */
export interface DemoAccount {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unitId?: string;
  readonly villageCode?: string;
}

/** A demonstration: files first, then entries in order. @param fileOf the id that a file got */
export interface DemoYear {
  readonly name: string;
  readonly files: readonly DemoFile[];
  entries(run: DemoRun): readonly DemoRequest[];
  accounts(run: Pick<DemoRun, 'id'>): readonly DemoAccount[];
}

/** What changes from load to load: ids must be new, because withdrawn records keep theirs. */
export interface DemoRun {
  readonly id: (name: string) => string;
  readonly fileOf: (name: string) => string;
}

/** Sends one entry through the same routes a person uses. `post` says whether it is new, `false` for a repeated key. */
export interface DemoSender {
  post(path: string, body: object, key: string): Promise<boolean>;
  upload(file: DemoFile, key: string): Promise<string>;
}

/** The accounts of a demonstration, tied to the records of this load. @param runName as for {@link loadDemo} */
export function demoAccounts(year: DemoYear, runName: string): readonly DemoAccount[] {
  return year.accounts({ id: idsOf(year, runName) });
}

function idsOf(year: DemoYear, runName: string): DemoRun['id'] {
  return (name) => `${prefixOf(year, runName)}-${name}`;
}

function prefixOf(year: DemoYear, runName: string): string {
  return `demo-${year.name}-${runName}`;
}

/**
 * Loads a demonstration. Loading it again under the same run name repeats every key, so nothing is entered twice.
 * @param runName distinguishes one load from another, e.g. the number of loads so far
 * @returns how many entries were new
 */
export async function loadDemo(year: DemoYear, runName: string, sender: DemoSender): Promise<number> {
  const prefix = prefixOf(year, runName);
  const files = new Map<string, string>();
  for (const file of year.files) files.set(file.name, await sender.upload(file, `${prefix}-file-${file.name}`));
  const fileOf = (name: string): string => {
    const fileId = files.get(name);
    if (fileId === undefined) throw new Error(`the demonstration has no file ${name}`);
    return fileId;
  };
  const entries = year.entries({ id: idsOf(year, runName), fileOf });
  let entered = 0;
  for (const [index, entry] of entries.entries()) {
    if (await sender.post(entry.path, entry.body, `${prefix}-${index}`)) entered += 1;
  }
  return entered;
}
