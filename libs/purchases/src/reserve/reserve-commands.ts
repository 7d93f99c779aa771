import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type CommandContext,
  type CommandResult,
  type NewEvent,
  pendingIn,
  type ProblemItem,
  refuse,
  type Refusal,
  type ReserveDeclaration,
  ruleFor,
} from '#contracts';
import type { AdjustReserveBody, CommandBody, DeclareReserveBody, PlainBody, ReasonBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, type UnitFacts } from '#reference';
import {
  adjustReserve,
  confirmReserve,
  declareReserve,
  type Declaring,
  lockReserve,
  type ReserveStep,
  returnReserve,
  submitReserve,
} from './reserve-decisions.js';
import { type Reserve, reserveStream } from './reserve.js';

/** Which reserve a command is about. */
export interface ReserveKey {
  readonly unitId: string;
  readonly year: number;
}

abstract class ReserveCommand<Body extends CommandBody> {
  constructor(
    readonly key: ReserveKey,
    readonly body: Body,
    readonly context: CommandContext,
  ) {}

  get step(): ReserveStep {
    const { occurredOn, evidence } = this.body;
    return { ...this.key, occurredOn: occurredOn ?? this.context.today, evidence: evidence ?? [] };
  }

  get id(): string {
    return `${this.key.unitId}-${this.key.year}`;
  }
}

export class DeclareReserve extends ReserveCommand<DeclareReserveBody> {}
export class AdjustReserve extends ReserveCommand<AdjustReserveBody> {}
export class SubmitReserve extends ReserveCommand<PlainBody> {}
export class ReturnReserve extends ReserveCommand<ReasonBody> {}
export class ConfirmReserve extends ReserveCommand<PlainBody> {}
export class LockReserve extends ReserveCommand<PlainBody> {}

const PURCHASES = logToken('purchases');
const REFERENCES = referencesToken('purchases');

/** Gathers what a declaration is checked against: the unit, the rule of its region, the units and files it names. */
abstract class DeclaringHandler {
  constructor(
    @Inject(PURCHASES) protected readonly log: EventLog,
    @Inject(REFERENCES) private readonly references: References,
  ) {}

  protected async declaring({ key, body, step }: DeclareReserve): Promise<Declaring | Refusal> {
    const unit = await this.references.unit(key.unitId);
    if (unit === undefined) return refuse('RECORD.NOT_FOUND', { id: key.unitId });
    const unfit = [...closedProblem(unit, key.year), ...(await this.unfitNames(body, key.year))];
    const regionCode = unit.regionCode ?? (await this.regionAbove(key.unitId));
    const rules = await this.references.policyRules(key.year);
    const rule = ruleFor(rules, { regionCode, year: key.year, unitKind: unit.kind, on: step.occurredOn });
    return { ...step, declaration: declarationOf(body), approximate: body.approximate ?? false, rule, unfit };
  }

  private async regionAbove(unitId: string): Promise<string | null> {
    const above = await this.references.ancestorsOf(unitId);
    return above.find((unit) => unit.regionCode !== null)?.regionCode ?? null;
  }

  private async unfitNames({ representativeUnitId, exemptionFileId, evidence }: DeclareReserveBody, year: number): Promise<ProblemItem[]> {
    const representative = representativeUnitId == null ? [] : await this.representativeProblems(representativeUnitId, year);
    const exemption = await missingFiles(this.references, exemptionFileId == null ? [] : [exemptionFileId], 'exemptionFileId');
    return [...representative, ...exemption, ...(await missingFiles(this.references, evidence ?? [], 'evidence'))];
  }

  private async representativeProblems(unitId: string, year: number): Promise<ProblemItem[]> {
    const path = 'representativeUnitId';
    const unit = await this.references.unit(unitId);
    if (unit === undefined) return [{ code: 'UNIT.UNKNOWN', path, params: { unitId } }];
    return closedProblem(unit, year).map((problem) => ({ ...problem, path }));
  }
}

async function missingFiles(references: References, fileIds: readonly string[], path: string): Promise<ProblemItem[]> {
  const missing = await references.missingFiles(fileIds);
  return missing.map((fileId) => ({ code: 'FILE.UNKNOWN', path, params: { fileId } }));
}

/** A unit declares for every year in which it was open, if only for a part of it. */
function closedProblem({ unitId, closedOn }: UnitFacts, year: number): ProblemItem[] {
  if (closedOn === null || Number(closedOn.slice(0, 4)) >= year) return [];
  return [{ code: 'UNIT.CLOSED', params: { unitId, closedOn } }];
}

function declarationOf(body: DeclareReserveBody): ReserveDeclaration {
  return {
    canteen: body.canteen,
    canteenSpendFen: body.canteenSpendFen ?? null,
    canteenReserveFen: body.canteenReserveFen ?? null,
    unionSpendFen: body.unionSpendFen ?? null,
    unionReserveFen: body.unionReserveFen ?? null,
    representativeUnitId: body.representativeUnitId ?? null,
    contractorName: body.contractorName ?? null,
    exemptionFileId: body.exemptionFileId ?? null,
    note: body.note ?? null,
  };
}

@CommandHandler(DeclareReserve)
export class DeclareReserveHandler extends DeclaringHandler implements ICommandHandler<DeclareReserve, CommandResult> {
  async execute(command: DeclareReserve): Promise<CommandResult> {
    const declaring = await this.declaring(command);
    if ('kind' in declaring) return declaring;
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(command.context, command.id, refs, ({ reserve }) => declareReserve(reserve.state, declaring));
  }
}

@CommandHandler(AdjustReserve)
export class AdjustReserveHandler extends DeclaringHandler implements ICommandHandler<AdjustReserve, CommandResult> {
  async execute(command: AdjustReserve): Promise<CommandResult> {
    const declaring = await this.declaring(command);
    if ('kind' in declaring) return declaring;
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(command.context, command.id, refs, ({ reserve }) =>
      adjustReserve(reserve.state, declaring, command.body.reason),
    );
  }
}

abstract class StepHandler<Command extends ReserveCommand<CommandBody>> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    @Inject(REFERENCES) private readonly references: References,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const context = pendingIn(command.context, await missingFiles(this.references, command.step.evidence, 'evidence'));
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(context, command.id, refs, ({ reserve }) => this.decide(reserve.state, command));
  }

  protected abstract decide(reserve: Reserve, command: Command): readonly NewEvent[] | Refusal;
}

@CommandHandler(SubmitReserve)
export class SubmitReserveHandler extends StepHandler<SubmitReserve> {
  protected decide(reserve: Reserve, command: SubmitReserve): readonly NewEvent[] | Refusal {
    return submitReserve(reserve, command.step);
  }
}

@CommandHandler(ReturnReserve)
export class ReturnReserveHandler extends StepHandler<ReturnReserve> {
  protected decide(reserve: Reserve, command: ReturnReserve): readonly NewEvent[] | Refusal {
    return returnReserve(reserve, command.step, command.body.reason);
  }
}

@CommandHandler(ConfirmReserve)
export class ConfirmReserveHandler extends StepHandler<ConfirmReserve> {
  protected decide(reserve: Reserve, command: ConfirmReserve): readonly NewEvent[] | Refusal {
    return confirmReserve(reserve, command.step);
  }
}

@CommandHandler(LockReserve)
export class LockReserveHandler extends StepHandler<LockReserve> {
  protected decide(reserve: Reserve, command: LockReserve): readonly NewEvent[] | Refusal {
    return lockReserve(reserve, command.step);
  }
}

export const reserveHandlers = [
  DeclareReserveHandler,
  AdjustReserveHandler,
  SubmitReserveHandler,
  ReturnReserveHandler,
  ConfirmReserveHandler,
  LockReserveHandler,
];
