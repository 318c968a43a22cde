/**
 * The form of content/kernels: what real kernels did, which scenario does the same, and what the models do not have. Whoever
 * records a kernel writes files of this form; content/kernels/README.md explains it.
 */
import * as v from "valibot";
import { ERA_IDS } from "../../../models/index.ts";
import { switches } from "../../engine/scenario/schema.ts";

const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const whole = v.pipe(v.number(), v.integer());
const name = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, "the name of a kernel function"));
const kebab = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, "small letters, digits and hyphens"));
/** A kernel that the models can run as: "6.17". */
const release = v.pipe(v.string(), v.regex(/^\d+\.\d+(\.\d+)?$/, "a version such as 6.17 or 5.10.262"));

function key<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}
function rare<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.exactOptional(v.pipe(schema, v.description(description)));
}

const role = v.picklist(["src", "dst", "page"]);

const call = v.strictObject({
  depth: key(v.pipe(whole, v.minValue(0)), "How many calls of the recording it is inside of."),
  call: key(name, "The kernel function."),
  pages: rare(
    v.pipe(v.array(role), v.minLength(1)),
    "Pages among its arguments, in order: src leaves its place, dst takes it, and page is the only one there is.",
  ),
  returns: rare(
    v.union([whole, role]),
    "What it returned, as far as it was recorded: a number (1 and 0 for yes and no) or a page.",
  ),
  left: rare(
    v.pipe(whole, v.minValue(2)),
    "In place of returns: how many pages stayed behind, of many. Says nothing about this one, and is not compared.",
  ),
  lost: rare(
    v.literal(true),
    "The recorder's buffer did not reach so far. What is missing is filled in from the kernel's other recordings.",
  ),
});

/** Nothing is called from a call that is not there. JSON Schema cannot say it. */
const nested = (calls: readonly { depth: number }[]) =>
  calls.every(({ depth }, index) => depth <= 1 + (calls[index - 1]?.depth ?? -1));

/** A hexadecimal word, or null where the bits that were looked for are not set. */
const flags = v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]+$/)));
const word = v.strictObject({ src: flags, dst: v.exactOptional(flags) });

export const recording = v.pipe(
  v.strictObject({
    pattern: key(kebab, "An id of patterns.yaml."),
    trace: key(text, "The recording that the example is from."),
    seen: rare(v.pipe(whole, v.minValue(1)), "How many pages went this way in that recording."),
    kpageflags: rare(
      v.strictObject({ before: word, after: word }),
      "Words of /proc/kpageflags, null where KPF_OFFLINE was not set.",
    ),
    calls: key(
      v.pipe(
        v.array(call),
        v.minLength(1),
        v.check(
          (calls) => nested(calls),
          "the first call at depth 0, every other at most one deeper than the call before it",
        ),
      ),
      "In order of their beginning: the first at depth 0, every other at most one deeper than the one before it.",
    ),
  }),
  v.title("Recording"),
  v.description("What one kernel did to one page, as its own tracer saw it."),
);
export type Recording = v.InferOutput<typeof recording>;
export type Call = Recording["calls"][number];
export type Role = v.InferOutput<typeof role>;

const made = {
  recorded: key(v.pipe(v.string(), v.isoDate()), "The day."),
  emulator: key(text, "What it ran in."),
  command: key(text, "The command line of the emulator, without paths."),
  tracer: key(text, "How calls, arguments and results were seen."),
};
const kernel = v.strictObject({
  release: key(release, "What the models call this kernel."),
  era: key(v.picklist(ERA_IDS), "The generation of the API."),
  version: key(v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)), "The stable release that the package was made from."),
  package: key(text, "The package, and its exact version."),
  uname: key(text, "What the running kernel called itself."),
  ...made,
  config: key(v.pipe(v.array(text), v.minLength(1)), "Of the kernel's configuration, what matters here."),
  notes: key(v.array(text), "Where this kernel is not what its version number says."),
  later: rare(
    v.array(v.strictObject({ patterns: key(v.pipe(v.array(kebab), v.minLength(1)), "Which ones."), ...made })),
    "Patterns that were recorded another day, of the same package.",
  ),
});
export const provenance = v.pipe(
  kernel,
  v.title("Provenance"),
  v.description("Where the recordings of one kernel come from."),
);
/** What a recorder can know of it: kernel.json, beside the recordings. */
export const recordedKernel = v.omit(kernel, ["release", "era", "notes", "later"]);
export type RecordedKernel = v.InferOutput<typeof recordedKernel>;
export type Provenance = v.InferOutput<typeof provenance>;

/** The recorder's name for what actors of its own did, one after the other. */
export const ACTED = "acted";

const pattern = v.strictObject({
  id: kebab,
  title: text,
  text: key(text, "What happens, for a reader."),
  recorded: key(
    v.strictObject({
      scenario: key(text, "The recorder's name for what it had the machine do."),
      case: key(text, "The recorder's name for what became of the page."),
      with: rare(v.array(text), "Only recordings with these: `name` of a call, or `name=result`."),
      without: rare(v.array(text), "Only recordings without these."),
    }),
    "How the recorder finds an example.",
  ),
  scenario: key(kebab, "The scenario that does the same on the models."),
  actor: key(text, "Who does it there."),
  part: key(
    v.variant("of", [
      v.strictObject({ of: v.literal("page"), page: key(text, "Only calls that this page has to do with.") }),
      v.strictObject({ of: v.literal("call"), call: key(name, "Only the first call of this function.") }),
      v.strictObject({ of: v.literal("callees"), call: key(name, "Only what this function itself calls.") }),
    ]),
    "Which part of the run.",
  ),
  order: rare(
    switches,
    "Who ran when, where it is not the order of the scenario: in a recording actors take turns between operations.",
  ),
  plays: rare(
    v.record(name, name),
    "Callbacks of the recorder's own driver, which answers as it is told, and the callbacks of the scenario's driver that give the same answer there. What either of them calls is not compared.",
  ),
  busy: rare(
    v.strictObject({ actor: text, until: key(text, "A step.") }),
    "Who holds the driver's mutex meanwhile: up to this step, and then until the actor was refused as often as in the recording. That is what the recorded race came to, and not for the models to say.",
  ),
});
export const patterns = v.pipe(v.array(pattern), v.minLength(1));
export type Pattern = v.InferOutput<typeof pattern>;

const unmodelledCall = v.strictObject({
  call: key(name, "The kernel function."),
  on: key(v.picklist(["kernel", "model"]), "Where it shows: in the recording only, or in the model only."),
  inside: rare(name, "Only where it is called from here."),
  around: rare(
    v.literal(true),
    "What it calls is compared, as called from around it. Without this, nothing that is compared is called from it.",
  ),
  kernels: key(v.pipe(v.array(release), v.minLength(1)), "On which kernels."),
  reason: text,
});
export const unmodelled = v.array(unmodelledCall);
export type Unmodelled = v.InferOutput<typeof unmodelledCall>;
