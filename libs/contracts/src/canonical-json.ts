/** Names whose quoted form is kept; more (nobody's fields) are quoted each time. */
const MOST_NAMES = 2_000;
/** Up to this many fields are put in order by insertion, which needs no list of its own. */
const FEW_FIELDS = 24;

/** A name as it stands at the beginning of a record and after another field. */
interface QuotedName {
  readonly first: string;
  readonly next: string;
}

const quotedNames = new Map<string, QuotedName>();
/** Needs escaping, or may be half of a surrogate pair. */
// eslint-disable-next-line no-control-regex -- control characters are the ones JSON escapes
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * The one text of a JSON value: keys sorted, no spaces, numbers and strings as `JSON.stringify` writes them
 * (RFC 8785 for the values we store: whole numbers and well-formed strings). Whoever has the value has the hash.
 * @throws TypeError for what JSON cannot say (a function, a symbol, a BigInt)
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return 'null';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? listText(value) : recordText(value as Readonly<Record<string, unknown>>);
    default:
      throw new TypeError(`a ${typeof value} has no JSON text`);
  }
}

function listText(items: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1)
    text += index === 0 ? canonicalJson(items[index]) : `,${canonicalJson(items[index])}`;
  return `${text}]`;
}

function recordText(fields: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const name of inOrder(Object.keys(fields))) {
    const field = fields[name];
    if (field === undefined) continue;
    const { first, next } = quotedName(name);
    text += (text === '' ? first : next) + canonicalJson(field);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Sorts in place by UTF-16 code units. */
function inOrder(names: string[]): string[] {
  if (names.length > FEW_FIELDS) return names.sort();
  let index = 0;
  for (const name of names) {
    let at = index;
    for (let before = names[at - 1]; before !== undefined && before > name; before = names[at - 1]) {
      names[at] = before;
      at -= 1;
    }
    names[at] = name;
    index += 1;
  }
  return names;
}

function quotedName(name: string): QuotedName {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const fresh = { first: `{${quoted(name)}:`, next: `,${quoted(name)}:` };
  if (quotedNames.size < MOST_NAMES) quotedNames.set(name, fresh);
  return fresh;
}

function quoted(text: string): string {
  return SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}
