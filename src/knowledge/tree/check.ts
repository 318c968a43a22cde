/** Holds citations against a tree: what is where the models say, what moved, and what is gone. */
import { dirname } from "node:path/posix";
import { definedIn, namedIn } from "./c.ts";
import type { Citation } from "./citations.ts";
import type { Tree } from "./tree.ts";

export interface Finding extends Citation {
  /** `moved`: defined in `found`, not where the model says. `missing`: nowhere that was looked. */
  state: "there" | "moved" | "missing";
  found: string[];
}

/** Where constants and what moved are looked for, beside the directories of the cited files. */
const ALWAYS = ["include", "mm"];

export function checkTree(tree: Tree, citations: readonly Citation[]): Finding[] {
  const there = new Map(
    citations.flatMap(({ files }) => files).map((file) => [file, definedIn(tree.read(file) ?? "")]),
  );
  const findings = citations.map((citation): Finding => {
    const found =
      citation.kind === "file"
        ? [citation.name].filter((file) => tree.read(file) !== null)
        : citation.files.filter((file) => there.get(file)?.has(citation.name));
    return { ...citation, state: found.length > 0 ? "there" : "missing", found };
  });
  lookElsewhere(
    tree,
    findings.filter(({ state }) => state === "missing"),
  );
  return findings;
}

/** One pass over the files for all that is still missing. */
function lookElsewhere(tree: Tree, missing: Finding[]): void {
  const directories = [
    ...ALWAYS,
    ...missing.flatMap(({ kind, name, files }) => (kind === "file" ? [name] : files)).map(dirname),
  ];
  const names = new Set(missing.map(({ name }) => name));
  for (const file of new Set([...new Set(directories)].flatMap((directory) => tree.list(directory)))) {
    const text = tree.read(file) ?? "";
    const candidates = [...names].filter((name) => text.includes(name));
    if (candidates.length === 0) continue;
    const [defined, named] = [definedIn(text), namedIn(text)];
    for (const finding of missing) {
      if (finding.kind === "constant" ? named.has(finding.name) : defined.has(finding.name)) finding.found.push(file);
    }
  }
  for (const finding of missing) {
    if (finding.found.length > 0) finding.state = finding.files.length === 0 ? "there" : "moved";
  }
}
