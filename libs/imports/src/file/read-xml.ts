import { Parser } from 'saxen';
import { notATable } from './file-refused.js';

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
  const parser = parserFor(handler);
  for await (const piece of pieces) parser.write(decodedPiece(decoder, piece));
  parser.write(decodedPiece(decoder));
  parser.end();
}

function parserFor(handler: XmlHandler): Parser {
  const parser = new Parser();
  // A handler that does not listen costs nothing: a sheet has a million cells.
  if (handler.open !== undefined) {
    parser.on('openTag', (name, attributes, decode) => handler.open?.(localName(name), attributes, decode));
  }
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
