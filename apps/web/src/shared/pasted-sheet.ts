/** Cells of a sheet that somebody pastes are told apart by tabs, its rows by line ends. */
export function isSheetText(text: string): boolean {
  return text.includes('\t') && text.trim().includes('\n');
}

let carried: string | undefined;

/** Takes pasted rows along to the page that imports them. */
export function carrySheet(text: string): void {
  carried = text;
}

/** What was carried here, once. */
export function carriedSheet(): string | undefined {
  const text = carried;
  carried = undefined;
  return text;
}
