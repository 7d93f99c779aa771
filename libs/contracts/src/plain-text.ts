/** Zero-width signs that come along from web pages and chat programs. */
const INVISIBLE = /[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe63]/g;
/** Most cells: nothing to change, and normalising is what reading a sheet would spend most of its time on. */
const ALREADY_PLAIN = /^[!-~\u4e00-\u9fa5]*$/;

/**
 * Text as it is compared: full width as half width, one kind of dash, nothing invisible, no white space around it.
 * What is entered stays as it was written.
 */
export function plain(text: string): string {
  return ALREADY_PLAIN.test(text) ? text : text.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-').trim();
}

const ALREADY_SQUEEZED = /^[0-9a-z\u4e00-\u9fa5]*$/;

/** A name as it is compared: plain, without white space inside, small letters. */
export function squeezed(text: string): string {
  return ALREADY_SQUEEZED.test(text) ? text : plain(text).replace(/\s+/g, '').toLowerCase();
}
