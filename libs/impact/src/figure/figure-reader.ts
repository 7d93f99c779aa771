import { Inject, Injectable } from '@nestjs/common';
import {
  type BusinessDay,
  type DimensionName,
  type FigureDefinition,
  type FigureName,
  type FigureUnit,
  type Instant,
  yearOf,
} from '#contracts';
import { DATABASE, READ_POSITIONS, type ReadPositions } from '#event-log';
import type { Database, SqlSession } from '#persistence';
import { Clock } from '#platform';
import { CellCollisionError } from '../contribution/cells.js';
import { type FigureFilters, givenFilters } from './figure-filters.js';
import { type FigurePlan, planOf, type SpecialKind, UNCONVERTED, weighs } from './figure-plans.js';
import { elapsedShare, type Ratio, ratioOf } from './ratio.js';
import { checkedDefinition, unitIdsOf } from './resolve-filters.js';
import { type Knowledge, knowledgeAt } from './knowledge.js';
import { type Part, type Slice, sliceOf } from './slice.js';
import { reached, specialRows } from './special-figures.js';
import type { SpecialContext } from './special-rows.js';
import { NOTHING, plus, type Sum, sumOf } from './sums.js';

/** A whole number in the figure’s smallest unit, a ratio, a pace, or `null` where there is no base. */
export type FigureValue = number | Ratio | { readonly permyriad: number } | null;

/** `unconverted`: sales whose quantity has no weight and that are therefore not in a weight, nor in a share of one. */
export interface Completeness {
  readonly complete: boolean;
  readonly unconverted: number;
}

/** Answer to one question about one figure (contract §4). */
export interface FigureAnswer {
  readonly figure: string;
  readonly value: FigureValue;
  readonly unit: FigureUnit;
  readonly rule: { readonly id: string; readonly version: number };
  readonly filters: FigureFilters;
  readonly asOf: { readonly knownAt: Instant; readonly positions: Readonly<Record<string, number>> };
  readonly completeness: Completeness;
  readonly approximate: boolean;
  readonly demo: boolean;
  readonly reason?: string;
}

/** A question resolved against one moment of the database. */
export interface Question {
  readonly session: SqlSession;
  readonly definition: FigureDefinition & { readonly name: FigureName };
  readonly filters: FigureFilters;
  readonly plan: FigurePlan;
  readonly unitIds: readonly string[] | undefined;
  readonly knowledge: Knowledge | undefined;
  readonly today: BusinessDay;
}

/** A plan's value with what is approximate or demonstration in it. */
export interface Evaluated {
  readonly value: FigureValue;
  readonly sum: Sum;
  readonly reason?: string;
}

/** The cells are looked through for collisions on the first question and then each time so many were asked. */
const QUESTIONS_PER_CHECK = 1_000;

/** Reads figures and the lists they are made of. Everything in one answer is of one moment. */
@Injectable()
export class FigureReader {
  private asked = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    @Inject(READ_POSITIONS) readonly positionsRead: ReadPositions,
  ) {}

  /** @throws ProblemError for an unknown figure, a filter it does not carry, or a filter naming what does not exist */
  read(figure: string, filters: FigureFilters): Promise<FigureAnswer> {
    return this.ask(figure, filters, (question) => this.answer(question));
  }

  /** Resolves a question and works on it within one snapshot. */
  ask<Result>(figure: string, filters: FigureFilters, work: (question: Question) => Promise<Result>): Promise<Result> {
    return this.atOneMoment(async (moment) => work(await this.questionAt(moment, figure, filters)));
  }

  /** Work whose answers are all of one moment: a report's numbers must agree with each other. */
  atOneMoment<Result>(work: (moment: SqlSession) => Promise<Result>): Promise<Result> {
    return this.database.snapshot(work);
  }

  /** A question about a figure at a moment held by {@link atOneMoment}. @throws ProblemError as {@link read} */
  async questionAt(session: SqlSession, figure: string, filters: FigureFilters): Promise<Question> {
    const definition = checkedDefinition(figure, givenFilters(filters));
    await this.refuseCollisions(session);
    const today = this.clock.today();
    const effective = withYear(definition.name, filters, today);
    const unitIds = await unitIdsOf(session, effective);
    const knowledge =
      filters.knownAt === undefined
        ? undefined
        : await knowledgeAt(session, await this.positionsRead(session), Date.parse(filters.knownAt));
    const plan = planOf(definition.name, filters);
    return { session, definition, filters: effective, plan, unitIds, knowledge, today };
  }

  /** @throws CellCollisionError where sums of two combinations would run together: no number is better than a wrong one */
  private async refuseCollisions(session: SqlSession): Promise<void> {
    const due = this.asked % QUESTIONS_PER_CHECK === 0;
    this.asked += 1;
    if (!due) return;
    const [twice] = await session.all<{ id: number }>('SELECT id FROM impact_cell GROUP BY id HAVING COUNT(*) > 1 LIMIT 1');
    if (twice !== undefined) throw new CellCollisionError(`cell ${twice.id}`);
  }

  /** The figure's answer to a question. */
  async answer(question: Question): Promise<FigureAnswer> {
    const { definition, filters, session } = question;
    const { value, sum, reason } = await evaluate(question, question.plan);
    const unconverted = weighs(question.plan) ? (await evaluate(question, UNCONVERTED)).sum.value : 0;
    return {
      figure: definition.name,
      value,
      unit: definition.unit,
      rule: { id: definition.name, version: definition.ruleVersion },
      filters,
      asOf: {
        knownAt: filters.knownAt ?? this.clock.now(),
        positions: Object.fromEntries(question.knowledge?.positions ?? (await this.positionsRead(session))),
      },
      completeness: completenessOf(unconverted),
      approximate: sum.approximate !== 0,
      demo: sum.demo !== 0,
      ...(reason === undefined ? {} : { reason }),
    };
  }
}

/** How complete a number is that leaves so many entries out. */
export function completenessOf(unconverted: number): Completeness {
  return { complete: unconverted === 0, unconverted };
}

/** A rate of filing is one of a year: without one, of the year of the last day asked for. */
function withYear(figure: FigureName, filters: FigureFilters, today: BusinessDay): FigureFilters {
  const ofOneYear = figure === 'reserve.filing' || figure === 'reserve.pace';
  return ofOneYear && filters.year === undefined ? { ...filters, year: yearOf(filters.to ?? today) } : filters;
}

/** The question of what a ratio is a share of: a time within the period narrows what is counted, and not its base. */
export function ofBase(question: Question): Question {
  const { within: _, ...filters } = question.filters;
  return { ...question, filters };
}

/** @param widened other filters than those of the question; its units and its knowledge stay */
export function resolve(question: Question, part: Part, widened: FigureFilters = question.filters): Slice {
  return sliceOf(part, widened, question.unitIds, question.knowledge);
}

/** What a special figure is evaluated with. @param dimensions those that a series wants beside each row */
export function specialContext(question: Question, dimensions: readonly DimensionName[] = []): SpecialContext {
  const { session, filters, today } = question;
  return { session, filters, today, dimensions, slice: (part, widened) => resolve(question, part, widened) };
}

/** The value of a plan under a question. */
export async function evaluate(question: Question, plan: FigurePlan): Promise<Evaluated> {
  switch (plan.kind) {
    case 'sum': {
      const sum = await sumOf(question.session, resolve(question, plan.part));
      return { value: sum.value, sum };
    }
    case 'ratio': {
      const numerator = await evaluate(question, plan.numerator);
      const denominator = await evaluate(ofBase(question), plan.denominator);
      return ratio(numerator.sum, denominator.sum, plan.noBase);
    }
    case 'pace':
      return paceOf(question, await evaluate(question, plan.completion));
    case 'reach': {
      const sum = await reached(specialContext(question));
      return { value: sum.value, sum };
    }
    default: {
      const sum = (await specialRowsOf(question, plan.kind)).reduce(addRow, NOTHING);
      return { value: sum.value, sum };
    }
  }
}

/** A ratio over no base is null with a reason, never 0 (contract §4). */
export function ratio(numerator: Sum, denominator: Sum, noBase: string): Evaluated {
  const sum = plus(numerator, denominator);
  if (denominator.value <= 0) return { value: null, sum, reason: noBase };
  return { value: ratioOf(numerator.value, denominator.value), sum };
}

/** A ratio as a pace: less the share of the year that has gone by. */
export function paceOf(question: Question, completion: Evaluated): Evaluated {
  const { value } = completion;
  if (value === null || typeof value === 'number' || !('numerator' in value)) return completion;
  return { ...completion, value: { permyriad: value.permyriad - elapsedShare(question.filters, question.today) } };
}

interface CountedRow {
  readonly delta: number;
  readonly approximate: number;
  readonly demo: number;
}

/** A sum with one more row in it. */
export function addRow(sum: Sum, row: CountedRow): Sum {
  const { delta, approximate, demo } = row;
  return plus(sum, { value: delta, entries: 1, approximate: approximate * delta, demo: demo * delta });
}

async function specialRowsOf(question: Question, kind: SpecialKind): Promise<readonly CountedRow[]> {
  const special = await specialRows(kind, specialContext(question));
  return special.decide(special.rows);
}
