/**
 * Patches as text: a unified diff, a mail with one, or several of them in an mbox. Nothing is guessed: a hunk fits in one place or it is refused, with its line
 * in the patch and the place where it should have gone.
 */

import { applyPatch, parsePatch, type StructuredPatch } from "diff";
import { messageOf } from "../engine/message.ts";
import { must } from "../engine/must.ts";

/** Text of files by path. */
export type Files = Readonly<Record<string, string>>;

export interface Hunk {
  /** Line of its header in the text of the patch. */
  line: number;
  /** What the header says behind the second @@: the function that it is in, where git knows it. */
  inside: string;
  /** First line in the old file, from 1. */
  start: number;
  lines: readonly string[];
}

interface FilePatch {
  /** Without a/ and b/. */
  path: string;
  /** What it is called afterwards; null: it is taken away. */
  to: string | null;
  creates: boolean;
  hunks: readonly Hunk[];
  parsed: StructuredPatch;
}

export interface Patch {
  /** Where it came from: a path, or "standard input". */
  source: string;
  /** Of the mail; empty where it has none. */
  subject: string;
  /** What git was told that it is against. */
  base: string | null;
  files: readonly FilePatch[];
}

/** Of the kernel's own folders: it has none that is called models. */
export const isForKernel = ({ files }: Patch): boolean => files.every(({ path }) => !path.startsWith("models/"));

/** Wrong input. The message starts with file and line. */
export class PatchError extends Error {
  constructor(place: string, found: string, expected: string) {
    super(`${place}: ${found}\nExpected: ${expected}`);
    this.name = "PatchError";
  }
}

/** Mails of an mbox begin so. */
const MAIL = /^From (?:[0-9a-f]{40}|[^\s@]+@[^\s@]+) /;
/** Leads out of the folder that a patch is for. */
const OUTSIDE = /^\/|(?:^|\/)\.\.?(?:\/|$)|\\/;
const HUNK = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@ ?(.*)$/;

/** Throws PatchError where the text has no diff. */
export function readPatches(text: string, source: string): Patch[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  const starts = lines.flatMap((line, at) => (at > 0 && MAIL.test(line) ? at : []));
  const cuts = [0, ...starts, lines.length];
  const patches = cuts.slice(0, -1).flatMap((from, at) => readOne(lines.slice(from, cuts[at + 1]), from, source) ?? []);
  if (patches.length > 0) return patches;
  throw new PatchError(
    `${source}:1`,
    text.trim() === "" ? "this is empty" : "there is no diff in this",
    "a unified diff, as `git diff`, `git format-patch` or `diff -u` print it, or a mail that holds one",
  );
}

/** Null: a mail without a diff, such as a cover letter. */
function readOne(lines: readonly string[], from: number, source: string): Patch | null {
  const begin = lines.findIndex(
    (line, at) => line.startsWith("diff --git ") || (/^--- \S/.test(line) && /^\+\+\+ \S/.test(lines[at + 1] ?? "")),
  );
  if (begin < 0) return null;
  const headers = lines.flatMap((line, at) => {
    const [found, start, inside = ""] = (at >= begin && HUNK.exec(line)) || [];
    return found === undefined ? [] : [{ line: from + at + 1, start: Number(start), inside }];
  });
  let parsed: StructuredPatch[];
  try {
    parsed = parsePatch(lines.slice(begin, endOf(lines)).join("\n"));
  } catch (error) {
    const message = messageOf(error);
    const [, at] = /at line (\d+)/.exec(message) ?? [];
    const line = from + begin + Number(at ?? 1);
    const found = message.replace(/\s+$/, "").replace(/ ?at line \d+/, "");
    throw new PatchError(
      `${source}:${line}`,
      found,
      "a patch as it was made: one that was cut or wrapped on its way does not do",
    );
  }
  let next = 0;
  const files = parsed.flatMap((each): FilePatch[] => {
    const hunks = each.hunks.map((hunk): Hunk => {
      const { line = from + begin + 1, inside = "", start = hunk.oldStart } = headers[next++] ?? {};
      return { line, inside, start, lines: hunk.lines };
    });
    const [old, now] = [nameOf(each.oldFileName), nameOf(each.newFileName)];
    const path = old ?? now;
    const out = [old, now].find((name) => name !== null && OUTSIDE.test(name));
    if (out)
      throw new PatchError(`${source}:${from + begin + 1}`, `it changes ${out}`, "files of the models' own folder");
    return path === null ? [] : [{ path, to: now, creates: old === null, hunks, parsed: each }];
  });
  // No line of a hunk begins so.
  const [, base = null] = lines.map((line) => /^base-commit: (\S+)$/.exec(line)).find((found) => found !== null) ?? [];
  return { source, subject: subjectOf(lines.slice(0, begin)), base, files };
}

/** The library takes the signature of a mail, "-- " and a version, for a line of the last hunk. */
function endOf(lines: readonly string[]): number {
  const signature = lines.lastIndexOf("-- ");
  const isLast = signature >= 0 && !lines.slice(signature).some((line) => /^(?:@@|diff|---|\+\+\+) /.test(line));
  return isLast ? signature : lines.length;
}

function nameOf(name: string | undefined): string | null {
  return name === undefined || name === "/dev/null" ? null : name.replace(/^[ab]\//, "");
}

/** Mails fold long subjects. */
function subjectOf(head: readonly string[]): string {
  const at = head.findIndex((line) => line.startsWith("Subject: "));
  if (at < 0) return "";
  const more = head.slice(at + 1);
  const end = more.findIndex((line) => !/^\s+\S/.test(line));
  return [head[at]?.slice("Subject: ".length), ...(end < 0 ? more : more.slice(0, end))]
    .map((line) => line?.trim())
    .join(" ");
}

/** The files afterwards. Throws PatchError for the first hunk that does not fit, or fits in several places. */
export function applied(files: Files, { source, files: patches }: Patch): Files {
  const result: Record<string, string> = { ...files };
  for (const { path, to, creates, hunks, parsed } of patches) {
    // A file may come several times: then each is a change of what the one before left.
    const old = creates ? "" : result[path];
    const refuse = (found: string, expected: string): never => {
      throw new PatchError(`${source}:${hunks[0]?.line ?? 1}`, found, expected);
    };
    if (old === undefined)
      return refuse(`there is no ${path}`, "a patch against these models: was a file renamed since?");
    if (hunks.length === 0 && to === path && !creates && parsed.newMode === undefined) {
      return refuse(
        `${path}: there is no hunk that can be read`,
        "a unified diff of text: of a merge, against one parent; of what git takes for binary, git diff --text",
      );
    }
    if (to !== null && (creates || to !== path) && Object.hasOwn(result, to)) {
      return refuse(`there is a ${to} already`, "a patch against these models: was it applied before?");
    }
    const starts = hunks.map((hunk) => startOf(source, path, old, hunk));
    const text = applyPatch(old, {
      ...parsed,
      hunks: parsed.hunks.map((hunk, at) => ({ ...hunk, oldStart: starts[at] ?? hunk.oldStart })),
    });
    if (text === false) return refuse(`${path}: its hunks overlap`, "hunks in the order of the file");
    if (to !== path && !parsed.isCopy) delete result[path];
    if (to !== null) result[to] = text;
  }
  return result;
}

/** Line of the file at which it begins. The library would look for it in every line up to the one that the hunk names, however far that is. */
function startOf(source: string, path: string, old: string, { line, start, lines }: Hunk): number {
  const wanted = lines.filter((each) => !/^[+\\]/.test(each)).map((each) => each.slice(1));
  const text = old.split("\n");
  const isWithin = start <= text.length;
  // What only adds has nothing to be found by; it goes behind the line that it names.
  if (wanted.length === 0 && isWithin) return start + 1;
  const fits = (at: number) => wanted.every((each, offset) => text[at + offset] === each);
  if (isWithin && fits(start - 1)) return start;
  const places = wanted.length === 0 ? [] : [...text.keys()].filter(fits).map((at) => at + 1);
  if (places.length === 1) return must(places[0], "place");
  const there = wanted.findIndex((each, offset) => text[start - 1 + offset] !== each);
  const found =
    places.length > 1
      ? `${path}:${start}: the hunk does not fit there, and fits at lines ${places.join(", ")}`
      : wanted.length === 0
        ? `${path}:${start}: the hunk does not fit: the file ends before this line`
        : `${path}:${start + there}: the hunk does not fit: this line is not ${JSON.stringify(wanted[there] ?? "")}`;
  throw new PatchError(
    `${source}:${line}`,
    found,
    "a patch against the models as they are here: make it anew after `git pull`",
  );
}
