import type { FigureName, Instant } from '#contracts';
import { type Contribution, rowsSince, toContributions } from './evidence.js';
import type { FigureFilters } from './figure-filters.js';
import { partsOf } from './figure-plans.js';
import { evaluate, type FigureReader, type FigureValue, type Question, resolve } from './figure-reader.js';
import { type Knowledge, knowledgeAt } from './knowledge.js';

/** Most events listed per figure; `count` tells how many there are. */
const MOST_EVENTS = 200;

/** What moved one figure since an instant. */
export interface FigureChange {
  readonly figure: string;
  readonly old: FigureValue;
  readonly new: FigureValue;
  /** How many entries came between, of which `events` lists the first. */
  readonly count: number;
  readonly events: readonly Contribution[];
}

/** Old and new value of each figure, and the events recorded between. Figures that did not move are listed without events. */
export async function changesSince(
  reader: FigureReader,
  since: Instant,
  figures: readonly FigureName[],
  filters: FigureFilters,
): Promise<FigureChange[]> {
  const changes: FigureChange[] = [];
  for (const figure of figures) {
    changes.push(
      await reader.ask(figure, filters, async (question) => {
        const cut = await knowledgeAt(question.session, await reader.positionsRead(question.session), Date.parse(since));
        const before = await evaluate({ ...question, knowledge: cut }, question.plan);
        const after = await evaluate(question, question.plan);
        return { figure, old: before.value, new: after.value, ...(await eventsSince(question, cut)) };
      }),
    );
  }
  return changes;
}

async function eventsSince(question: Question, cut: Knowledge): Promise<{ count: number; events: Contribution[] }> {
  const events: Contribution[] = [];
  let count = 0;
  // Any step of a project may have brought it to the stage asked for, or away from it.
  const { stage: _, ...ofAnyStage } = question.filters;
  const filters = question.plan.kind === 'standing' ? ofAnyStage : question.filters;
  for (const part of partsOf(question.plan)) {
    const found = await rowsSince(question.session, resolve(question, part, filters), cut, MOST_EVENTS);
    count += found.count;
    events.push(...(await toContributions(question.session, found.rows)));
  }
  return { count, events: events.slice(0, MOST_EVENTS) };
}
