import { Inject } from '@nestjs/common';
import { type ProblemItem, refuse, type Refusal, type ReserveDeclaration, ruleFor } from '#contracts';
import type { DeclareReserveBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, type UnitFacts } from '#reference';
import type { Declaring } from './declaration.js';
import { missingFiles } from './missing-files.js';
import type { ReserveCommand } from './reserve-command.js';

/** Gathers what a declaration is checked against: the unit, the rule of its region, the units and files it names. */
export abstract class DeclaringHandler {
  constructor(
    @Inject(logToken('purchases')) protected readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  protected async declaring({ key, body, step }: ReserveCommand<DeclareReserveBody>): Promise<Declaring | Refusal> {
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
