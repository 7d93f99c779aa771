import type { Adjustment, BusinessDay, FigureDefinition, FigureFilter, FigureUnit, Instant, LogName, Role } from '#contracts';

/** What the API answers, as the console reads it (docs/contract.md): of each answer only what a page shows. */

/** Who has signed in. */
export interface Session {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly villageCode?: string | null;
  readonly mustChangePassword: boolean;
}

export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly count: number;
  readonly sums: Readonly<Record<string, number>>;
}

/** A list that is withheld because so few could be told apart. */
export interface WithheldList {
  readonly items: readonly never[];
  readonly nextCursor: null;
  readonly count: null;
  readonly reason: string;
}

/** Whether a list is withheld; the one way in which this is told. */
export function isWithheld(list: ListAnswer<unknown> | WithheldList): list is WithheldList {
  return 'reason' in list;
}

export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  readonly permyriad: number;
}

export type FigureValue = number | Ratio | { readonly permyriad: number } | null;

/** What narrows a figure; as in the address, so all of it is text. */
export type FigureFilters = Readonly<Partial<Record<FigureFilter | 'year' | 'from' | 'to' | 'includeBelow' | 'knownAt', string>>>;

export interface FigureAnswer {
  readonly figure: string;
  readonly value: FigureValue;
  readonly unit: FigureUnit;
  readonly rule: { readonly id: string; readonly version: number };
  readonly asOf: { readonly knownAt: Instant; readonly positions: Readonly<Record<string, number>> };
  readonly completeness: Completeness;
  readonly approximate: boolean;
  readonly demo: boolean;
  readonly reason?: string;
}

/** How many sales without a weight a number leaves out. */
export interface Completeness {
  readonly complete: boolean;
  readonly unconverted: number;
}

export type ListedFigure = Pick<FigureDefinition, 'name' | 'zh' | 'en' | 'unit' | 'source' | 'filters'> & {
  readonly rule: { readonly id: string; readonly version: number; readonly zh: string; readonly en: string };
  readonly groupings: readonly string[];
};

export interface SeriesGroup {
  readonly key: string | null;
  readonly name: string;
  readonly value: FigureValue;
  /** The filters under which the figure is exactly this group. */
  readonly filters: Readonly<Record<string, string | number | boolean>>;
  readonly completeness: Completeness;
  readonly approximate?: true;
  readonly demo?: true;
}

export interface Series {
  readonly groups: readonly SeriesGroup[];
  readonly total: FigureValue;
  readonly completeness: Completeness;
  readonly approximate: boolean;
  readonly demo: boolean;
}

export interface Contribution {
  readonly eventId: string;
  readonly log: LogName;
  readonly position: number;
  readonly type: string;
  readonly occurredOn: BusinessDay;
  readonly recordedAt: Instant;
  /** The stream it belongs to: `order-…`, `sale-…`. */
  readonly subject: string;
  readonly delta: number;
  readonly under?: Readonly<Partial<Record<string, string>>>;
  readonly approximate?: true;
  /** Where its event put an amount into a locked period. */
  readonly adjustment?: Adjustment;
  readonly demo?: true;
}

export interface ContributionList {
  readonly items: readonly Contribution[];
  readonly nextCursor: string | null;
  readonly count: number;
  readonly sum: number;
}

export type ContributionsAnswer =
  | (ContributionList & { readonly figure: string })
  | { readonly figure: string; readonly numerator: ContributionList; readonly denominator: ContributionList };

export interface FigureChange {
  readonly figure: string;
  readonly old: FigureValue;
  readonly new: FigureValue;
  readonly count: number;
  readonly events: readonly Contribution[];
}

/** Answer to a command (contract §1). */
export interface CommandAnswer {
  readonly id: string;
  readonly log: LogName;
  readonly position: number;
  readonly eventIds: readonly string[];
}

export interface StoredFile {
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}
