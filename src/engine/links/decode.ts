/**
 * From what stands after the # of an address to a link. The address may come from anybody: what is wrong with it is told,
 * part by part, and the rest is kept. It never throws, and what it makes is bounded.
 */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { KERNEL_NAMES } from "../../../models/index.ts";
import { isKeyOf, isOneOf, keysOf } from "../../../models/keys.ts";
import { MAX_BYTES } from "../scenario/limits.ts";
import { nearest, oneOf } from "../scenario/nearest.ts";
import { show } from "../scenario/show.ts";
import { FORM } from "./form.ts";
import { linkIn } from "./fragment.ts";
import { type Link, MAX_LINK } from "./link.ts";
import { PackError, unpack } from "./pack.ts";
import { type LinkProblem, PARTS, type Part, problem } from "./problem.ts";

export interface Decoded {
  link: Link;
  problems: LinkProblem[];
}

const LEFT_OUT = "It is left out.";

export async function decode(hash: string): Promise<Decoded> {
  const problems: LinkProblem[] = [];
  const parts = split(linkIn(hash) ?? hash.replace(/^#/, ""), problems);
  const read = <P extends keyof typeof FORM>(part: P): v.InferOutput<(typeof FORM)[P]> | null => {
    const text = parts.get(part);
    if (text === undefined) return null;
    const { success, output, issues } = v.safeParse(FORM[part], text, { abortEarly: true, abortPipeEarly: true });
    if (success) return output;
    problems.push(problem(part, show(text), issues[0].message, LEFT_OUT));
    return null;
  };
  const kernels = known("e", read("e") ?? [], KERNEL_NAMES, problems);
  const panel = read("m");
  const [inView] = known("k", [read("k") ?? []].flat(), KERNEL_NAMES, problems);
  const link: Link = {
    version: read("v"),
    scenario: await scenarioOf(parts, read("s"), problems),
    kernels,
    without: known("g", read("g") ?? [], NAMES, problems),
    ...(read("i") !== null && { invariants: false }),
    choices: read("c"),
    step: read("p") ?? 0,
    ...(panel !== null && { panel }),
    ...(inView !== undefined && { inView }),
    ...(read("f") !== null && { searched: true }),
  };
  return { link, problems };
}

const NAMES = keysOf(GUARDS);

function split(text: string, problems: LinkProblem[]): Map<Part, string> {
  const parts = new Map<Part, string>();
  if (text.length > MAX_LINK) {
    problems.push(problem(null, `a link of ${text.length} characters`, `at most ${MAX_LINK}`, "It is not opened."));
    return parts;
  }
  const pieces = text.split("&", 32).filter((piece) => piece !== "");
  for (const piece of pieces) {
    const [key = "", ...rest] = piece.split("=");
    const value = unescaped(rest.join("="));
    if (!isKeyOf(PARTS, key)) {
      problems.push(problem(null, `a part ${show(key)}`, oneOf(Object.keys(PARTS)), LEFT_OUT));
    } else if (value === null) {
      problems.push(problem(key, "a % that escapes nothing", "UTF-8 with %XX where it must be", LEFT_OUT));
    } else if (parts.has(key)) {
      problems.push(problem(key, "it stands there twice", "each part once", "The first one counts."));
    } else {
      parts.set(key, value);
    }
  }
  return parts;
}

/** Some programs escape what need not be. */
function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

async function scenarioOf(
  parts: ReadonlyMap<Part, string>,
  id: string | null,
  problems: LinkProblem[],
): Promise<Link["scenario"]> {
  const packed = parts.get("x");
  if (packed === undefined) return id === null ? null : { id };
  if (id !== null)
    problems.push(problem("s", "a scenario beside an edited one", "one of them", "The edited one counts."));
  try {
    return { text: await unpack(packed, MAX_BYTES) };
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    problems.push(
      problem("x", error.message, "a scenario as the workshop packs it", "Ask for the link, or the file, again."),
    );
    return null;
  }
}

/** Each of the names that is known, once; the others are told. */
function known<T extends string>(
  part: Part,
  names: readonly string[],
  candidates: readonly T[],
  problems: LinkProblem[],
): T[] {
  const unique = [...new Set(names)];
  for (const name of unique.filter((each) => !isOneOf(candidates, each))) {
    const near = nearest(name, candidates);
    const action = near === undefined ? LEFT_OUT : `${LEFT_OUT} Was ${near} meant?`;
    problems.push(problem(part, `${show(name)}, which is not there`, oneOf(candidates, name), action));
  }
  return unique.filter((each) => isOneOf(candidates, each));
}
