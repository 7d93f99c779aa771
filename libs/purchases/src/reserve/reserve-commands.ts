import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type CommandContext,
  type CommandResult,
  type NewEvent,
  type ProblemItem,
  refuse,
  refuseAll,
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

  get step(): ReserveKey & { occurredOn: string } {
    return { ...this.key, occurredOn: this.body.occurredOn ?? this.context.today };
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

/** Gathers what a declaration is checked against: the unit, the rule of its region, the units and files it names. */
abstract class DeclaringHandler {
  constructor(
    @Inject(PURCHASES) protected readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  protected async declaring(command: DeclareReserve): Promise<Declaring | Refusal> {
    const { key, body, step } = command;
    const unit = await this.references.unit(key.unitId);
    if (unit === undefined) return refuse('RECORD.NOT_FOUND', { id: key.unitId });
    const problems = [...closedProblem(unit, key.year), ...(await this.unknown(body))];
    if (problems.length > 0) return refuseAll(problems);
    const regionCode = unit.regionCode ?? (await this.regionAbove(key.unitId));
    const rules = await this.references.policyRules(key.year);
    const rule = ruleFor(rules, { regionCode, year: key.year, unitKind: unit.kind, on: step.occurredOn });
    return { ...step, declaration: declarationOf(body), rule };
  }

  private async regionAbove(unitId: string): Promise<string | null> {
    const above = await this.references.ancestorsOf(unitId);
    return above.find((unit) => unit.regionCode !== null)?.regionCode ?? null;
  }

  private async unknown(body: DeclareReserveBody): Promise<ProblemItem[]> {
    const problems: ProblemItem[] = [];
    const { representativeUnitId, exemptionFileId, evidence = [] } = body;
    if (representativeUnitId != null && (await this.references.unit(representativeUnitId)) === undefined) {
      problems.push({ code: 'UNIT.UNKNOWN', path: 'representativeUnitId', params: { unitId: representativeUnitId } });
    }
    const missing = await this.references.missingFiles([...evidence, ...(exemptionFileId == null ? [] : [exemptionFileId])]);
    for (const fileId of missing) {
      problems.push({ code: 'FILE.UNKNOWN', path: fileId === exemptionFileId ? 'exemptionFileId' : 'evidence', params: { fileId } });
    }
    return problems;
  }
}

function closedProblem(unit: UnitFacts, year: number): ProblemItem[] {
  if (unit.closedOn === null || Number(unit.closedOn.slice(0, 4)) >= year) return [];
  return [{ code: 'UNIT.CLOSED', params: { unitId: unit.unitId, closedOn: unit.closedOn } }];
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
  constructor(@Inject(PURCHASES) private readonly log: EventLog) {}

  execute(command: Command): Promise<CommandResult> {
    const refs = { reserve: reserveStream(command.key.unitId, command.key.year) };
    return this.log.submit(command.context, command.id, refs, ({ reserve }) => this.decide(reserve.state, command));
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
