import type { BusinessDay } from '#contracts';
import { type Answers, type Directory, type LedgerPort, NOTHING_KNOWN, type Questions } from '../plan/known.js';

/** Answers as they are kept: maps as lists of pairs. */
type KeptAnswers = { readonly [Part in keyof Answers]: readonly unknown[] };

interface KeptDirectory {
  readonly today: BusinessDay;
  readonly directory: Directory;
}

/** Asks a ledger and keeps what it says, so that the very same plan can be made again whatever the ledger has come to. */
export class RecordingLedger implements LedgerPort {
  private kept: KeptDirectory | undefined;
  private readonly answers: KeptAnswers[] = [];

  constructor(
    private readonly ledger: LedgerPort,
    private readonly today: BusinessDay,
  ) {}

  /** All that was said, the directory first. */
  get pages(): readonly object[] {
    return this.kept === undefined ? [] : [this.kept, ...this.answers];
  }

  async directory(): Promise<Directory> {
    const directory = await this.ledger.directory();
    this.kept = { today: this.today, directory };
    return directory;
  }

  async answer(questions: Questions): Promise<Answers> {
    const answers = await this.ledger.answer(questions);
    this.answers.push(keptOf(answers));
    return answers;
  }
}

/** The ledger as it was when a plan was begun, asked in the same order as then. */
export interface KeptLedger {
  readonly today: BusinessDay;
  readonly ledger: LedgerPort;
}

/** @param pages of {@link RecordingLedger.pages} */
export function keptLedger(pages: readonly unknown[]): KeptLedger {
  const [first, ...answers] = pages as readonly [KeptDirectory, ...(readonly KeptAnswers[])];
  let asked = 0;
  const answer = (): Promise<Answers> => {
    const page = answers[asked];
    asked += 1;
    if (page === undefined) return Promise.reject(new Error('more is asked than was answered when the plan was begun'));
    return Promise.resolve(answersOf(page));
  };
  return { today: first.today, ledger: { directory: () => Promise.resolve(first.directory), answer } };
}

/** The households that a plan was told of. @param pages of {@link RecordingLedger.pages} */
export function householdsIn(pages: readonly unknown[]): readonly string[] {
  const [, ...answers] = pages as readonly [KeptDirectory, ...(readonly KeptAnswers[])];
  return answers.flatMap((kept) => [...answersOf(kept).households.keys()]);
}

function keptOf(answers: Answers): KeptAnswers {
  const lists = Object.entries<ReadonlyMap<string, unknown>>({ ...answers }).map(([name, map]) => [name, [...map]] as const);
  return Object.fromEntries(lists) as KeptAnswers;
}

function answersOf(kept: KeptAnswers): Answers {
  const maps = Object.entries(kept).map(([name, list]) => [name, new Map(list as readonly (readonly [string, unknown])[])] as const);
  // What an earlier release has kept had no list of some kinds yet.
  return { ...NOTHING_KNOWN, ...Object.fromEntries(maps) };
}
