/** `eras kernel check --tree PATH`: is what the models cite still where they say, in a kernel tree of the reader's own? */
import { ERAS, eraOf, KERNEL_NAMES } from "../../models/index.ts";
import { readModels } from "../knowledge/source/files.ts";
import { checkTree, type Finding } from "../knowledge/tree/check.ts";
import { citationsOf } from "../knowledge/tree/citations.ts";
import { placesIn } from "../knowledge/tree/places.ts";
import { releaseTags, type Tree, treeAt, treeOnDisk } from "../knowledge/tree/tree.ts";
import { type Command, parse, UsageError, unknown } from "./command.ts";
import { table } from "./table.ts";
import { paint, print, printJson } from "./terminal.ts";

const usage = "check --tree PATH [--places TAG]";

interface Checked {
  era: string;
  /** "v6.16", or "6.16" for a tree without tags. */
  tree: string;
  findings: Finding[];
}

export const kernel: Command = {
  name: "kernel",
  usage,
  text: "check what the models cite against a kernel source tree",
  help: `
Looks up each kernel file, function and constant that the models cite in a kernel source tree, and lists what stands elsewhere or
nowhere. A clone with the tags of the releases is checked at the tag of each era's reference kernel, whatever is checked out; any
other tree is checked as it is, against the era that its version belongs to. The tree is only read.

Nothing is parsed: a function is there when its definition is found by the look of kernel code. One that a macro makes is missed.

  --tree PATH      the top of the source tree
  --places TAG     print where the functions of the models stand in this tree, as an entry of content/places.json; TAG is what its lines are those of
  --json           as data

Exit status: 0 all is where the models say, 1 something is not, 2 bad input.

Example:
  npm run -s eras -- kernel check --tree ~/src/linux
`,
  run(args) {
    const options = { tree: { type: "string" }, places: { type: "string" }, json: { type: "boolean" } } as const;
    const { positionals, values } = parse(args, options, usage);
    const [action, ...more] = positionals;
    if (action === undefined || more.length > 0) throw new UsageError("say what to do with the kernel", usage);
    if (action !== "check") throw unknown("action", action, ["check"]);
    if (values.tree === undefined) throw new UsageError("--tree is missing", usage);
    if (values.places !== undefined) return collect(values.tree, values.places);
    const checked = treesIn(values.tree).map(({ era, tree, name }) => ({
      era,
      tree: name,
      findings: checkTree(tree, citationsOf(readModels(), era)),
    }));
    if (values.json) printJson(checked);
    else print(checked.map(report).join("\n"));
    return checked.every(({ findings }) => findings.every(({ state }) => state === "there")) ? 0 : 1;
  },
};

function collect(path: string, tag: string): number {
  const tree = treeOnDisk(path);
  const era = eraOf(tree.version);
  const release = era.releases.find(({ id }) => id === tree.version);
  if (!release) throw new UsageError(`no kernel ${tree.version} is modelled`, KERNEL_NAMES.join(", "));
  if (!/^v\d+(\.\d+)+$/.test(tag)) throw new UsageError(`"${tag}" is no tag of a release`, "v6.12.117");
  printJson(placesIn(tree, readModels(), `${era.id}@${release.id}`, tag));
  return 0;
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
