/** The languages a person is answered in (contract §1, Locale). */
export type Locale = 'zh-CN' | 'en';

/** What a code says to a person, in both languages; `{name}` is replaced by the parameter. */
export interface ProblemText {
  /** HTTP status: 422 a refused rule, 409 a conflict with the present state, 404 not there, 400 unreadable. */
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  /** What it says where it is told of that field of the body. */
  readonly at?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  /** What it says where `params.because` names this cause: one code, and what to do depends on how it came about. */
  readonly because?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  /** What it says where a parameter is left out, because it is not for whoever asks, or is an empty list. */
  readonly without?: { readonly param: string; readonly zh: string; readonly en: string };
}
