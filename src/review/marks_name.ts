/** A thread's global: a byte for each mark that its models can leave. Apart from marks.ts, as no thread needs the parser. */
export const MARKS = "__reviewMarks";
