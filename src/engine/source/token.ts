/** A piece of a line of code, as a highlighter cuts it. `kind` is the class without its `tok-`; empty for plain text. */
export interface Token {
  text: string;
  kind: string;
}
