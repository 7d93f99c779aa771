import { type BusinessDay, type FigureName, figureDefinition } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer, FigureValue } from '../figure/figure-reader.js';
import { ratioOf } from '../figure/ratio.js';
import type { ReportGroup, ReportSource } from '../report/annual-report.js';

export type Known = Partial<Answered>;

interface Answered {
  readonly value: FigureValue;
  readonly approximate: boolean;
}

/** A ledger of fixed answers: by figure and its filters, `purchase.paid channel=832`. What is not given is 0, ratios have no base. */
export class FixedSource implements ReportSource {
  readonly year: number = 2020;
  readonly yearIsOver: boolean = true;
  readonly knownOn: BusinessDay | undefined = undefined;
  readonly yearBefore: FigureFilters = { year: 2019 };
  readonly asked: string[] = [];

  constructor(
    private readonly answers: Readonly<Record<string, Known>>,
    private readonly series: Readonly<Record<string, readonly ReportGroup[]>> = {},
    private readonly uncovered: readonly FigureName[] = [],
    changed: Partial<ReportSource> = {},
  ) {
    Object.assign(this, changed);
  }

  covers(figure: FigureName): boolean {
    return !this.uncovered.includes(figure);
  }

  read(figure: FigureName, extra: FigureFilters = {}): Promise<FigureAnswer> {
    const given = Object.entries(extra).map(([name, value]) => `${name}=${value}`);
    const key = [figure, ...given].join(' ');
    this.asked.push(key);
    const unit = figureDefinition(figure)?.unit ?? 'count';
    const known = this.answers[key];
    const answer: FigureAnswer = {
      figure,
      unit,
      value: known?.value ?? (unit === 'ratio' || unit === 'permyriad' ? null : 0),
      rule: { id: figure, version: 1 },
      filters: { year: this.year, ...extra },
      asOf: { knownAt: '2021-01-05T02:00:00.000Z', positions: {} },
      completeness: { complete: true, unconverted: 0 },
      approximate: known?.approximate ?? false,
      demo: false,
    };
    return Promise.resolve(answer);
  }

  groups(figure: FigureName, by: string, extra: FigureFilters = {}): Promise<readonly ReportGroup[]> {
    const given = Object.entries(extra).map(([name, value]) => `${name}=${value}`);
    return Promise.resolve(this.series[[figure, `by=${by}`, ...given].join(' ')] ?? []);
  }
}

export const stage = (key: string, value = 1): ReportGroup => ({ key, name: key, value });

/** The year 2020 of 莲湖区, as the figures would answer. */
export const LIANHU: Readonly<Record<string, Known>> = {
  'purchase.ordered channel=832': { value: 91_274_000 },
  'purchase.paid channel=832': { value: 91_229_000 },
  'purchase.accepted channel=832': { value: 88_112_000 },
  'purchase.completed channel=832': { value: 65_019_000 },
  'purchase.paid channel=832 year=2019': { value: 75_643_000 },
  'reserve.confirmed': { value: 62_475_000 },
  'reserve.completion basis=ordered': { value: ratioOf(91_274_000, 62_475_000) },
  'reserve.completion basis=paid': { value: ratioOf(91_229_000, 62_475_000) },
  'reserve.completion basis=accepted': { value: ratioOf(88_112_000, 62_475_000) },
  'reserve.completion basis=completed': { value: ratioOf(65_019_000, 62_475_000) },
  'reserve.filing': { value: ratioOf(11, 12) },
  'reserve.approval': { value: ratioOf(10, 11) },
  'sales.weight': { value: 23_500_000 },
  'sales.reach': { value: 8 },
  'storage.capacity': { value: 200_000_000 },
  'storage.share': { value: ratioOf(23_500_000, 200_000_000) },
  'projects.stages-reached template=cold-storage': { value: 2 },
  'projects.stages-reached template=platform-832-application': { value: 1 },
  'projects.stages-reached template=purchase-base stage=established': { value: 1 },
  'activities.visits': { value: 2 },
  'activities.training-sessions': { value: 1 },
  'activities.training-participants': { value: 60, approximate: true },
  'activities.skills-deliveries': { value: 1 },
  'households.exit-rate': { value: ratioOf(8, 8) },
  'activities.donations-received': { value: 150_000_000, approximate: true },
};

export const LIANHU_SERIES: Readonly<Record<string, readonly ReportGroup[]>> = {
  'sales.weight by=product': [{ key: '猕猴桃', name: '猕猴桃', value: 23_500_000 }],
  'projects.stages-reached by=stage template=cold-storage': [stage('tendered'), stage('approved')],
  'projects.stages-reached by=stage template=platform-832-application': [stage('submitted')],
};

export function lianhu(changed: Readonly<Record<string, Known>> = {}, source: Partial<ReportSource> = {}): FixedSource {
  return new FixedSource({ ...LIANHU, ...changed }, LIANHU_SERIES, [], source);
}
