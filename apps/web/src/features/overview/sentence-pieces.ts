import type { FigureFilters } from '../../api/answers';
import type { ReportSentence } from '../../api/record-answers';

/** A piece of a sentence: words, or a printed number with the question that gives it again. */
export interface SentencePiece {
  readonly text: string;
  readonly asked?: { readonly figure: string; readonly filters: FigureFilters };
  /** Punctuation that never begins a line: it stays with the number before it. */
  readonly tail?: string;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly asked: NonNullable<SentencePiece['asked']>;
}

/** A sentence of the report, cut where its numbers stand; joined again it is the sentence. */
export function piecesOf({ text, figures }: ReportSentence): readonly SentencePiece[] {
  const places: Place[] = [];
  for (const { figure, filters, printed } of figures) {
    const place = placeOf(text, printed, places);
    if (place !== undefined) places.push({ ...place, asked: { figure, filters: textOf(filters) } });
  }
  places.sort((one, other) => one.start - other.start);
  const pieces: SentencePiece[] = [];
  let at = 0;
  for (const { start, end, asked } of places) {
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), asked });
    at = end;
  }
  return at < text.length ? [...pieces, { text: text.slice(at) }] : pieces;
}

/** Pieces in which no line can begin with the punctuation behind a number: a browser may break the line after every button. */
export function keptTogether(pieces: readonly SentencePiece[]): readonly SentencePiece[] {
  const tails = pieces.map(({ asked }, at) =>
    asked === undefined ? '' : (/^[，。、；：）]+/.exec(pieces[at + 1]?.text ?? '')?.[0] ?? ''),
  );
  return pieces.map((piece, at) => {
    const rest = { ...piece, text: piece.text.slice(tails[at - 1]?.length ?? 0) };
    return tails[at] === '' ? rest : { ...rest, tail: tails[at] ?? '' };
  });
}

/** The first place of a number that is no part of another one: 0万 is not found within 150万. */
function placeOf(text: string, printed: string, taken: readonly Place[]): { readonly start: number; readonly end: number } | undefined {
  for (let start = text.indexOf(printed); start !== -1; start = text.indexOf(printed, start + 1)) {
    const end = start + printed.length;
    const isFree = taken.every((place) => end <= place.start || start >= place.end);
    if (isFree && !/[\d.]/.test(text.charAt(start - 1))) return { start, end };
  }
  return undefined;
}

/** Filters as an address has them. */
function textOf(filters: ReportSentence['figures'][number]['filters']): FigureFilters {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]));
}
