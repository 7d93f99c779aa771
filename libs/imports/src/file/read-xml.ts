import { Parser } from 'saxen';
import { notATable, tooBig } from './file-refused.js';
import { MOST_CELL_CHARACTERS } from './file-limits.js';

/** What a reader wants to hear of a part, in its order. Names come without prefix: `row`, not `x:row`. */
export interface XmlHandler {
  /** @param attributes as written; `decode` resolves entities where a value may have some */
  open?(name: string, attributes: () => Readonly<Record<string, string>>, decode: (value: string) => string): void;
  /** A piece of text between tags, entities resolved; the text of one element may come in several. */
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML as it is unpacked, never as a whole. A document type is refused: no spreadsheet writes one, and it is where
 * entities that fetch files or multiply themselves are declared.
 * @throws FileRefusedError
 */
export async function readXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const sinceTag = { characters: 0 };
  const parser = parserFor(handler, sinceTag);
  for await (const piece of pieces) {
    const text = decodedPiece(decoder, piece);
    sinceTag.characters += text.length;
    // The parser looks at a text from its start again with each piece: one without end would cost the square of its length.
    if (sinceTag.characters > MOST_CHARACTERS_WITHOUT_TAG) throw tooBig(`${MOST_CELL_CHARACTERS} 字 / characters in a cell`);
    parser.write(text);
  }
  parser.write(decodedPiece(decoder));
  parser.end();
}

/** The longest cell, each character written as an entity, and one piece more. */
const MOST_CHARACTERS_WITHOUT_TAG = 400_000;

function parserFor(handler: XmlHandler, sinceTag: { characters: number }): Parser {
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => {
    sinceTag.characters = 0;
    handler.open?.(localName(name), attributes, decode);
  });
  if (handler.close !== undefined) parser.on('closeTag', (name) => handler.close?.(localName(name)));
  if (handler.text !== undefined) {
    parser.on('text', (piece, decode) => handler.text?.(decode(piece)));
    parser.on('cdata', (piece) => handler.text?.(piece));
  }
  parser.on('attention', () => {
    throw notATable();
  });
  parser.on('error', (error) => {
    throw notATable(error);
  });
  return parser;
}

/** The global class is a value only, to the types of Node. */
type Utf8Decoder = InstanceType<typeof TextDecoder>;

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function decodedPiece(decoder: Utf8Decoder, piece?: Buffer): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (error) {
    throw notATable(error);
  }
}
