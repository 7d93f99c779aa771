/** The part of saxen we use; the package brings no types. Of a name its prefix stays: `x:row`. */
declare module 'saxen' {
  export type DecodeEntities = (text: string) => string;
  export class Parser {
    on(name: 'openTag', handle: (name: string, attributes: () => Record<string, string>, decode: DecodeEntities) => void): this;
    on(name: 'closeTag', handle: (name: string) => void): this;
    on(name: 'text', handle: (text: string, decode: DecodeEntities) => void): this;
    on(name: 'cdata', handle: (text: string) => void): this;
    on(name: 'attention', handle: () => void): this;
    on(name: 'error', handle: (error: Error) => void): this;
    write(xml: string): this;
    end(): this;
  }
}
