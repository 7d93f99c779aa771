/** The largest file, as for evidence (contract §3, Files). */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** Rows of data of one import (frontend §2.5). */
export const MOST_DATA_ROWS = 50_000;
/** Rows with a value in one sheet: those of data, and titles, heads, totals and notes around them. */
export const MOST_ROWS = 50_500;
/** Columns with a value. The widest sheet we know of has 34. */
export const MOST_COLUMNS = 200;
/** Characters in one cell: what Excel and WPS themselves allow. */
export const MOST_CELL_CHARACTERS = 32_767;
/** Parts of a workbook: one with a photo of each of 2,000 invoices has fewer. A part is a line of the directory until it is unpacked. */
export const MOST_ENTRIES = 5_000;
/** All parts of a workbook, unpacked. */
export const MOST_UNPACKED_BYTES = 300 * 1024 * 1024;
/** A part may be this many times larger than it is packed, once it is larger than {@link SURELY_HARMLESS_BYTES}. Sheets come to 8–60. */
export const MOST_RATIO = 150;
/** A part up to this size is unpacked however well it was packed. */
export const SURELY_HARMLESS_BYTES = 20 * 1024 * 1024;
