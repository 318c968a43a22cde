/** `eras kernel`: the models held against a kernel, its source or what it was recorded doing. */
import { A_KERNEL } from "../engine/scenario/such_as.ts";
import { checkAgainst } from "./kernel/check.ts";
import { conform } from "./kernel/conform.ts";
import { collect } from "./kernel/places.ts";
import { type Command, parse, UsageError, unknown } from "./parts/command.ts";

const usage = "check --tree PATH [--places TAG] | conform [KERNEL] [PATTERN] [--recordings DIR] [--json]";
/** And which option belongs to which. */
const ACTIONS: Record<string, readonly ("tree" | "places" | "recordings")[]> = {
  check: ["tree", "places"],
  conform: ["recordings"],
};

export const kernel: Command = {
  name: "kernel",
  usage,
  text: "hold the models against a kernel: its source tree, or its recordings",
  help: `
check looks up each kernel file, function and constant that the models cite in a kernel source tree, and lists what stands elsewhere or
nowhere. A clone with the tags of the releases is checked at the tag of each era's reference kernel, whatever is checked out; any
other tree is checked as it is, against the era that its version belongs to. The tree is only read. Nothing is parsed: a function is
there when its definition is found by the look of kernel code. One that a macro makes is missed.

  --tree PATH        the top of the source tree
  --places TAG       print where the functions of the models stand in it instead, as an entry of content/places.json; TAG is what
                     these lines are those of, such as v6.12.117

conform runs what real kernels were recorded doing on the models of these kernels, and says for each pattern that the two agree, or
where they part: the first call, page or result that differs, or a word of /proc/kpageflags.

  KERNEL             only this one, such as ${A_KERNEL}; with --recordings, the model to hold them against, whichever kernel they are of
  PATTERN            only this one, such as balloon-migrate
  --recordings DIR   recordings of your own, as npm run kernel:record writes them or as they stand in content/kernels. Nothing in the
                     project needs to know of them. An unmodelled.yaml in DIR says what else one side need not have.

  --json             as data, with either

Exit status: 0 all is where the models say, or all agree; 1 something is not, or differs; 2 bad input.

Examples:
  npm run -s eras -- kernel check --tree ~/src/linux
  npm run -s eras -- kernel conform mops@6.1 balloon-migrate
  npm run -s eras -- kernel conform --recordings kernel-recordings/6.1.0-50-amd64
`,
  run(args) {
    const options = {
      tree: { type: "string" },
      places: { type: "string" },
      recordings: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { positionals, values } = parse(args, options, usage);
    const [action, ...names] = positionals;
    if (action === undefined) throw new UsageError("say what to do with the kernel", usage);
    if (!Object.hasOwn(ACTIONS, action)) throw unknown("action", action, Object.keys(ACTIONS));
    const foreign = (["tree", "places", "recordings"] as const).find(
      (name) => !ACTIONS[action]?.includes(name) && values[name] !== undefined,
    );
    if (foreign !== undefined) throw new UsageError(`${action} has no option --${foreign}`, usage);
    if (action === "conform") return conform(names, values.recordings, values.json ?? false, usage);
    if (names.length > 0) throw new UsageError(`unexpected "${names[0]}"`, usage);
    if (values.tree === undefined) throw new UsageError("--tree is missing", usage);
    if (values.places !== undefined) return collect(values.tree, values.places);
    return checkAgainst(values.tree, values.json ?? false);
  },
};
