/** `eras kernel check --tree PATH`: is what the models cite still where they say, in a kernel tree of the reader's own? */
import { ERAS, eraOf } from "../../../models/index.ts";
import { readModels } from "../../knowledge/source/files.ts";
import { checkTree, type Finding } from "../../knowledge/tree/check.ts";
import { citationsOf } from "../../knowledge/tree/citations.ts";
import { releaseTags, type Tree, treeAt, treeOnDisk } from "../../knowledge/tree/tree.ts";
import { table } from "../parts/table.ts";
import { paint, print, printJson } from "../parts/terminal.ts";

interface Checked {
  era: string;
  /** "v6.16", or "6.16" for a tree without tags. */
  tree: string;
  findings: Finding[];
}

/** The exit status. */
export function checkAgainst(path: string, json: boolean): number {
  const checked = treesIn(path).map(({ era, tree, name }) => ({
    era,
    tree: name,
    findings: checkTree(tree, citationsOf(readModels(), era)),
  }));
  if (json) printJson(checked);
  else print(checked.map(report).join("\n"));
  return checked.every(({ findings }) => findings.every(({ state }) => state === "there")) ? 0 : 1;
}

function treesIn(path: string): { era: string; tree: Tree; name: string }[] {
  const tags = releaseTags(path);
  const tagged = ERAS.flatMap(({ id, releases }) => {
    const name = `v${releases[0]?.id}`;
    return tags.includes(name) ? [{ era: id, tree: treeAt(path, name), name }] : [];
  });
  if (tagged.length > 0) return tagged;
  const tree = treeOnDisk(path);
  return [{ era: eraOf(tree.version).id, tree, name: tree.version }];
}

function report({ era, tree, findings }: Checked): string {
  const elsewhere = findings.filter(({ state }) => state !== "there");
  const head = `${era}, Linux ${tree}: ${findings.length - elsewhere.length} of ${findings.length} are where the models say\n`;
  if (elsewhere.length === 0) return paint("green", head);
  const rows = elsewhere.map(({ kind, name, files, versions, at, state, found }) => [
    [kind === "function" ? `${name}()` : name],
    files.length > 0 ? files : ["–"],
    state === "moved" ? found : [{ text: "nowhere that was looked", format: "yellow" as const }],
    [versions],
    [at],
  ]);
  const columns = ["name", "the models say", "found in", "model follows", "cited at"].map((title) => ({ title }));
  return `${head}\n${table(columns, rows)}`;
}
