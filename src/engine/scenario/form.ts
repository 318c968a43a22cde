/** Pieces that the schema of a scenario is made of. A message says what is expected; a description is help for editors. */
import * as v from "valibot";

/** What an expectation may count to: a word of the machine, with a sign. */
export const MAX_NUMBER = 0xffff_ffff;

export const yesOrNo = v.boolean("true or false");

export function whole(min: number, max: number) {
  const what = `a whole number from ${min} to ${max}`;
  return v.pipe(v.number(what), v.integer(what), v.minValue(min, what), v.maxValue(max, what));
}
export const number = whole(-MAX_NUMBER, MAX_NUMBER);

/** Text that is not only blanks. */
export function text(what: string, max: number) {
  return v.pipe(v.string(what), v.regex(/\S/, what), v.maxLength(max, `${what}, of at most ${max} characters`));
}
/** The same on one line, as headings, tables and messages need it. What YAML folds has one line end, behind it. */
export function line(what: string, max = 400) {
  const onOne = v.regex(/^.*\S.*\n?$/, ({ input }) => (/\S/.test(input) ? `${what}, on one line` : what));
  return v.pipe(v.string(what), onOne, v.maxLength(max, `${what}, of at most ${max} characters`));
}

const NAME = "a name: a letter, then at most 31 letters, digits, - and _";
const NAME_PATTERN = /^(?!(?:constructor|prototype)$)[a-zA-Z][a-zA-Z0-9_-]{0,31}$/;
/** Of an actor, a device or a page. Names become keys, so none may be one that objects treat in their own way. */
export const name = v.pipe(v.string(NAME), v.regex(NAME_PATTERN, NAME));
/** Of whoever takes steps: an actor, the stores of one that are under way, or the old values that it still sees (models/machine/drains.ts). */
export const switched = v.pipe(
  v.string(NAME),
  v.regex(
    new RegExp(`${NAME_PATTERN.source.slice(0, -1)}('s (stores( [23])?|copies))?$`),
    `${NAME}, or such a name and 's stores or 's copies`,
  ),
);

const given = [line("a text"), whole(0, MAX_NUMBER), yesOrNo] as const;
/** An option of a device. */
export const option = v.union(given, "a text, a whole number, or true or false");
const ARGUMENT = "a text, a whole number, true or false, or a list of these";
export const argument = v.union([...given, v.array(option, ARGUMENT)], ARGUMENT);

/** A key that has a description, and may be missing. */
export function optional<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.exactOptional(v.pipe(schema, v.description(description)));
}
/** A key that has a description, and may not be missing. */
export function required<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}
