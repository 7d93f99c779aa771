import { type Caller, type EndingQuestions, freeEnding, type ProblemItem, type StandingEnding } from '#contracts';
import { type ImportedCommand, ImportLedger, ImportSender, OwnAnswers, type Sent } from '../job/ports.js';
import { type Rights, StandingRights } from '../job/standing-rights.js';
import { type LedgerPort, NOTHING_KNOWN } from '../plan/known.js';

/** Who enters for the one village. */
export const STAFF: Caller = {
  actor: { account: 'staff', roles: ['village-staff'], unitId: null },
  source: 'manual',
  villageCode: '610124103201',
};
/** Another account of the same village. */
export const COLLEAGUE: Caller = { ...STAFF, actor: { ...STAFF.actor, account: 'colleague' } };
/** The heads of a sheet of sales. */
export const SALES_HEADS = '日期,村,产品,品类,数量,单位,金额（元）,买方';
export const SALES = Buffer.from(`${SALES_HEADS}\n2020-06-18,示例村,猕猴桃,水果,200,斤,1000,示例合作社\n`);
export const TWO_SALES = Buffer.from(`${SALES.toString()}2020-06-19,示例村,猕猴桃,水果,300,斤,1500,示例合作社\n`);
/** Why a lock forbids an ending. */
export const LOCKED: ProblemItem = {
  code: 'PERIOD.LOCKED',
  params: { period: '2020-06', lockedBy: 'reviewer', lockedAt: '2020-07-01T00:00:00.000Z' },
};
const VILLAGES = [{ code: '610124103201', name: '示例村', inScope: true }];

/** A ledger of one village in which nothing was ever sold. */
export class OneVillage extends ImportLedger {
  constructor(private readonly services: Services) {
    super();
  }

  seenBy(): LedgerPort {
    return {
      directory: async () => {
        await this.services.ask();
        return { units: [], villages: VILLAGES, policyRules: [] };
      },
      answer: () => Promise.resolve(NOTHING_KNOWN),
    };
  }

  forgotten(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  endings({ ids, caller }: EndingQuestions): Promise<readonly StandingEnding[]> {
    const { entered, lockedTo } = this.services;
    const refusal = lockedTo === caller.actor.account ? LOCKED : null;
    return Promise.resolve(ids.filter((id) => entered.has(id)).map((id) => ({ ...freeEnding(id), refusal })));
  }
}

/** Figures that nothing has moved yet. */
export class NoFigures extends OwnAnswers {
  get(): Promise<Readonly<Record<string, unknown>>> {
    return Promise.resolve({ sums: {}, value: 0, unit: 'fen' });
  }
}

/** Enters what it is told to, or goes away with the services. */
export class Services extends ImportSender {
  readonly atOnce = 1;
  /** Whose commands came in, and for which rows. */
  readonly sent: string[] = [];
  /** Whom a lock forbids to take anything back. */
  lockedTo: string | undefined;
  /** Ids of the records that were entered. */
  readonly entered = new Set<string>();
  /** What asking them comes to. */
  ask: () => Promise<void> = () => Promise.resolve();
  answer: (command: ImportedCommand) => Promise<Sent> = () => Promise.resolve({ kind: 'entered', log: 'households', position: 1 });

  async send(command: ImportedCommand): Promise<Sent> {
    this.sent.push(`${command.caller.actor.account} ${command.row}`);
    const sent = await this.answer(command);
    const { id } = command.body;
    if (sent.kind === 'entered' && typeof id === 'string') this.entered.add(id);
    return sent;
  }
}

/** Both accounts as they were made, until a test changes one. */
export class Accounts extends StandingRights {
  readonly now = new Map<string, Rights>(
    [STAFF, COLLEAGUE].map(({ actor: { account, roles, unitId }, villageCode = '' }) => [account, { roles, unitId, villageCode }]),
  );

  of(account: string): Promise<Rights | undefined> {
    return Promise.resolve(this.now.get(account));
  }
}
