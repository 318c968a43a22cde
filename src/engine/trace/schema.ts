/**
 * The form of what `run --json` and `compare --json` print, declared once: the types of trace.ts come from it, and so does
 * content/trace.schema.json. content/trace.md explains it.
 */

import * as v from "valibot";
import { ERA_IDS, PLAN_IDS } from "../../../models/index.ts";
import type { StepName } from "../../../models/steps.ts";
import { FAULT_KINDS } from "../faults.ts";
import { AN_ERA } from "../scenario/such_as.ts";
import { COMPARISON_FORMAT, COMPARISON_VERSION, TRACE_FORMAT, TRACE_VERSION } from "./version.ts";

const text = v.string();
const whole = v.pipe(v.number(), v.integer());
const yesOrNo = v.boolean();

function key<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}
function rare<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.exactOptional(v.pipe(schema, v.description(description)));
}

/** The names are in models/steps.ts. They are not listed, so that a new one makes no new form. */
const step = v.pipe(v.string(), v.regex(/^[a-z0-9-]+:[a-z0-9-]+$/)) as v.GenericSchema<string, StepName>;

const place = v.strictObject({
  file: key(text, `A file of the models, such as models/${AN_ERA}/isolate.ts.`),
  line: key(whole, "From 1."),
});

const call = v.strictObject({
  enter: rare(text, "The kernel function that was entered."),
  leave: rare(text, "The kernel function that returned."),
  pages: rare(v.array(whole), "Frames among its arguments, in order."),
  result: rare(
    v.nullable(v.union([v.number(), yesOrNo])),
    "What it returned: a number, a boolean, null, or the frame of a page.",
  ),
});

const write = v.strictObject({
  object: key(text, "The object that the word is in, such as page 3."),
  field: key(text, "The field, such as mapping; `on list` where before and after name the lists that the page was on."),
  before: key(text, "The value before the step, as a reader of the kernel would write it."),
  after: key(text, "The value after the step."),
  raw: rare(
    v.strictObject({ before: text, after: text }),
    "Both values in hexadecimal, as a tool that knows no names prints them. Missing for `on list`, which is no word.",
  ),
  change: rare(text, "The change in short: +PG_locked for a word of flags, taken by kcompactd for a lock."),
  bookkeeping: rare(v.literal(true), "There where the word tells a reader nothing: links of lists, stack pointers."),
});

const next = key(
  v.array(
    v.nullable(
      v.strictObject({
        step: key(step, "The step that the actor takes next."),
        waits: rare(text, "The lock, or other word, for which it has to wait until then."),
      }),
    ),
  ),
  "What each actor would do next, in the order of `actors`; null: it is done.",
);
const holders = v.record(text, v.array(text));

const start = v.strictObject({
  words: key(
    v.record(text, v.record(text, text)),
    "Words of every object that the run touches, by object and field. Of objects that are no pages without bookkeeping.",
  ),
  raw: key(v.record(text, v.record(text, text)), "The same words in hexadecimal, but for `on list`."),
  holders: key(holders, "Who has references to these pages, a name for each reference."),
  next,
});

const traceStep = v.strictObject({
  n: key(whole, "The number of the step in the run, from 0."),
  actor: key(text, "Who took it: a name of `actors`."),
  step: key(step, "Its name, the same in every era that does the same thing."),
  place: key(v.nullable(place), "The yield in the source of the models that the step stands at."),
  stack: key(v.array(text), "Kernel functions that the actor is in when the step starts, outermost first."),
  calls: key(v.array(call), "Kernel functions entered and left during the step, in order."),
  reads: key(v.array(text), "Words that were loaded and not changed, each once."),
  writes: key(v.array(write), "Words that have another value after the step."),
  log: key(v.array(text), "What the kernel logged."),
  next,
  holders: rare(holders, "Of pages whose references others have after the step, or more, or fewer: who has them."),
  waits: rare(text, "The lock, or other word, that the actor found taken in the end, and waits for."),
});

const mismatch = v.strictObject({
  path: key(text, "Where in the expectation, such as pages.p.free."),
  expected: key(v.unknown(), "What the scenario expects there."),
  found: rare(v.unknown(), "What was there; missing where nothing was."),
});

const verdict = v.strictObject({
  kind: key(
    v.picklist(["ok", "expectation", "stopped", ...FAULT_KINDS]),
    "ok: as the scenario expects. expectation: it ended in another state. stopped: it had more steps to take, and somebody did not want to wait. Else the fault that ended it.",
  ),
  message: key(text, "One sentence; empty when all is well. Of a fault, the kernel's own line where there is one."),
  mismatches: rare(v.array(mismatch), "Only of `expectation`: all of them."),
  rule: rare(text, "The number of the invariant that was broken."),
  foretold: rare(v.picklist(FAULT_KINDS), "Only of `ok`: the fault that the scenario expects, and that came."),
  unasked: rare(
    v.literal(true),
    "Only of `ok`: the scenario says nothing of the end of this order. Nothing is known but that no fault came.",
  ),
});

const page = v.strictObject({
  pfn: key(whole, "Frame number."),
  free: key(yesOrNo, "In the buddy allocator."),
  refcount: key(whole, "References."),
  locked: key(yesOrNo, "The page lock is held."),
  movable: key(yesOrNo, "Marked movable, and not released by its owner."),
  isolated: key(yesOrNo, "Marked as isolated."),
  lru: key(yesOrNo, "On the LRU list."),
  owner: key(v.nullable(text), "The device that owns it, user for a mapped page, or null."),
  type: key(v.nullable(text), "Its page type, or null."),
});
const count = whole;
const observation = v.strictObject({
  pages: key(v.record(text, page), "Frames by the names that the scenario gave them."),
  devices: key(v.record(text, v.record(text, v.unknown())), "Devices by name. What can be seen depends on the driver."),
  zones: key(v.record(text, v.strictObject({ managed: count, present: count, free: count })), "Pages by zone."),
  events: key(v.record(text, count), "Counters of /proc/vmstat."),
  node: key(v.record(text, count), "Counters of the node: pages that are isolated."),
  results: key(v.record(text, v.array(v.unknown())), "What each operation of each actor returned."),
  log: key(v.array(text), "What the kernel logged, in all."),
});

export const trace = v.pipe(
  v.strictObject({
    format: v.literal(TRACE_FORMAT),
    version: key(v.literal(TRACE_VERSION), "Raised when a reader of the old form would misread the new one."),
    scenario: v.strictObject({ id: text, title: text }),
    era: key(v.picklist([...ERA_IDS, ...PLAN_IDS]), "The generation of the API."),
    kernel: v.strictObject({
      release: key(text, "The kernel that the model ran as, such as 6.17."),
      source: key(text, "The package or tag that its behaviour was recorded from or read in."),
    }),
    without: key(v.array(text), "Guards that were left out of the code."),
    actors: key(v.array(text), "Names, in the order of the scenario."),
    start: key(start, "The machine before the first step, as far as the run has to do with it."),
    steps: v.array(traceStep),
    verdict,
    end: key(observation, "What can be seen of the machine from outside in the end."),
  }),
  v.title("Trace"),
  v.description("One run of a scenario on one kernel."),
);

const row = v.strictObject({
  actor: text,
  step,
  what: key(text, "The step in words."),
  cells: key(v.array(v.nullable(whole)), "For each run the number of its step, or null where it has none here."),
});

export const comparison = v.pipe(
  v.strictObject({
    format: v.literal(COMPARISON_FORMAT),
    version: v.literal(COMPARISON_VERSION),
    runs: key(v.array(trace), "One for each era that the scenario runs in."),
    rows: key(v.array(row), "The steps of all runs, lined up by actor and name."),
    first: key(
      v.nullable(v.strictObject({ row: key(whole, "Of `rows`, from 0."), why: text })),
      "The first row in which the runs part, or null.",
    ),
    end: key(
      v.array(
        v.strictObject({
          path: key(text, "Where in the `end` of each run."),
          values: key(v.array(v.unknown()), "For each run the value there; null where it has none."),
        }),
      ),
      "What differs in the end.",
    ),
    skipped: key(v.array(text), "Eras that were not run, each with the reason."),
  }),
  v.title("Comparison"),
  v.description("The runs of one scenario in all eras, lined up."),
);

/** What the terminal prints with --json. */
export const output = v.pipe(
  v.union([v.array(trace), comparison]),
  v.title("Output of movable-eras"),
  v.description("run --json prints a list of traces, one for each era; compare --json prints a comparison."),
);
