/** The first bytes of the formats an office uses as evidence. */
const SIGNATURES: readonly (readonly [mediaType: string, hex: string])[] = [
  ['application/pdf', '25504446'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
  ['application/zip', '504b0304'],
];

/** Programs of Windows, Linux, macOS and Java, and scripts that name their interpreter. */
const PROGRAMS: readonly string[] = ['4d5a', '7f454c46', 'cffaedfe', 'cefaedfe', 'feedface', 'feedfacf', 'cafebabe'];
const SCRIPT = '2321';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** Formats that are archives, by an entry that only they have. */
const ARCHIVE_FORMATS: readonly (readonly [mediaType: string, entry: string])[] = [
  [`${OFFICE}.wordprocessingml.document`, 'word/document.xml'],
  [`${OFFICE}.spreadsheetml.sheet`, 'xl/workbook.xml'],
  [`${OFFICE}.presentationml.presentation`, 'ppt/presentation.xml'],
  ['application/ofd', 'OFD.xml'],
];

const BY_EXTENSION: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  zip: 'application/zip',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
  ofd: 'application/ofd',
  txt: 'text/plain',
  csv: 'text/plain',
};

/** What a sender can be held to; `text/plain` is also what is said where nothing is said. */
const CLAIMS: ReadonlySet<string> = new Set(Object.values(BY_EXTENSION).filter((mediaType) => mediaType !== 'text/plain'));

/** What a file is, by its own bytes: what its sender calls it is not believed. */
export function mediaTypeOf(head: Buffer): string {
  const hex = head.toString('hex');
  const known = SIGNATURES.find(([, signature]) => hex.startsWith(signature));
  if (known !== undefined) return known[0];
  if (head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

/** What an archive is, by what is in it. */
export function archiveTypeOf(names: ReadonlySet<string>): string {
  return ARCHIVE_FORMATS.find(([, entry]) => names.has(entry))?.[0] ?? 'application/zip';
}

/** Whether a machine would run it rather than show it. */
export function isProgram(head: Buffer): boolean {
  const hex = head.toString('hex');
  return hex.startsWith(SCRIPT) || (!isText(head) && PROGRAMS.some((signature) => hex.startsWith(signature)));
}

/** What a sender says its file is, where it says something that can be checked: by the name's extension, and by the type beside it. */
export function claimsOf(name: string, mediaType: string): readonly string[] {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const byName = BY_EXTENSION[extension];
  const said = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return [...(byName === undefined ? [] : [byName]), ...(CLAIMS.has(said) ? [said] : [])];
}

function isText(head: Buffer): boolean {
  return head.length > 0 && head.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte !== 127));
}
