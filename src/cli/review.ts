/** `eras review PATCH`: a change of the models, judged. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ERA_IDS } from "../../models/index.ts";
import { isOneOf } from "../../models/keys.ts";
import { codeOf } from "../engine/message.ts";
import { CannotRun } from "../engine/run/cannot_run.ts";
import { A_STAGE } from "../engine/scenario/such_as.ts";
import { readModels } from "../knowledge/source/files.ts";
import { type Change, changesOf, wholeOf } from "../review/change.ts";
import { KINDS, worseOnly } from "../review/difference.ts";
import { Places } from "../review/kernel/place.ts";
import { placedPatch } from "../review/kernel/placed.ts";
import { isForKernel, type Patch, readPatches } from "../review/patch.ts";
import type { Report } from "../review/report.ts";
import { type Command, parse, seconds, UsageError, unknown, wholeNumber } from "./parts/command.ts";
import { requireModels } from "./parts/models.ts";
import { complain, print, printJson, progress } from "./parts/terminal.ts";
import { copyOf } from "./review/copy.ts";
import { knowledgeFor } from "./review/knowledge.ts";
import { materialFromDisk } from "./review/material.ts";
import { placedText } from "./review/placed_text.ts";
import { review } from "./review/review.ts";
import { save } from "./review/save.ts";
import { textOf } from "./review/text.ts";

const usage = "PATCH… | --models DIR [--era ERA] [--base] [--save DIR] [--max-time S] [--jobs N] [--json]";
/** Seconds. */
const MAX_TIME = 60;
/** Milliseconds for one run. It takes a few, and as many seconds until a thread of a machine that has other things to do has started. */
const PATIENCE = 20_000;

export const reviewCommand: Command = {
  name: "review",
  usage,
  text: "what a patch of the models changes, in every order",
  help: `
Takes a change of models/ and compares before and after: the runs of all scenarios, every order of the open ones, the ends that these can come to, the
guards, the recordings of real kernels, calls and types. Prints what differs, by cause, with the shortest order that shows it. Nothing of the
checkout is touched.

  PATCH         unified diffs or mails, in order; - for standard input
  --models DIR  instead: a copy of models/ in which something was changed, as it is
  --era ERA     only in this era
  --base        a series: each patch against the one before it (default: all of them as one change)
  --save DIR    keep each order that is shown as a scenario file, with the models that it is an order of
  --edit DIR    of a kernel patch: a copy of the models, to make the same change in
  --max-time S  seconds for each change (default ${MAX_TIME}); what was not tried by then is said
  --jobs N      threads (default: one for each processor)
  --no-types    without the type checker, which takes as long as most of the rest
  --json        the report as data: content/review.schema.json has its form

A mail that says "base-commit: ${A_STAGE}" is a patch of the code as that kernel has it, as those that the pages of the series lead to are.

Exit status: 0 no difference, 1 a difference or stopped before the end, 2 bad input.

A patch of the kernel itself (mm/, include/linux/, drivers/) can't be run. It is placed: which functions it touches, where each stands in the models of
each era, and what is known of that place. Exit status 0 where a model has one of them, 1 where none has.

Examples:
  git diff models | npm run -s eras -- review -
  npm run -s eras -- review --models copy/models --era flags
`,
  async run(args) {
    const options = {
      models: { type: "string" },
      era: { type: "string" },
      base: { type: "boolean" },
      save: { type: "string" },
      edit: { type: "string" },
      "no-types": { type: "boolean" },
      "max-time": { type: "string" },
      jobs: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const { models, era, save: folder } = values;
    if ((positionals.length === 0) === (models === undefined)) throw new UsageError("name a patch, or a folder", usage);
    if (era !== undefined && !isOneOf(ERA_IDS, era)) throw unknown("era", era, ERA_IDS);
    const maxTime = (seconds("--max-time", values["max-time"]) ?? MAX_TIME) * 1000;
    const jobs = wholeNumber(1, "--jobs", values.jobs);
    const patches = positionals.flatMap((path) => readPatches(textFrom(path), path === "-" ? "standard input" : path));
    if (patches.length > 0 && patches.every(isForKernel)) return place(patches, values);
    const patched = changesOf(patches, readModels());
    const changes = models !== undefined ? [folderChange(models)] : values.base ? patched : wholeOf(patched);
    const material = materialFromDisk();
    const reports: Report[] = [];
    for (const change of changes) {
      const report = await review(change, {
        material,
        maxTime,
        jobs,
        patience: PATIENCE,
        eras: era === undefined ? ERA_IDS : [era],
        // Where questions are answered beforehand, imports and constants are left over.
        checksTypes: values["no-types"] !== true && change.kernel === null,
        onFound: worseOnly(({ kind, cause, question }) => {
          complain(`so far: ${KINDS[kind]}: ${cause} (${question})\n`);
        }),
        onProgress: progress,
      });
      reports.push(report);
      if (!values.json) print(`${reports.length > 1 ? "\n" : ""}${textOf(report)}`);
      if (folder !== undefined) {
        const own = values.base ? join(folder, String(reports.length)) : folder;
        for (const command of save(own, report, material.scenarios, change.after)) complain(`saved: ${command}\n`);
      }
      if (!progress("")) break;
    }
    if (values.json) printJson(values.base ? reports : reports[0]);
    return reports.every(({ verdict }) => verdict.kind === "none") ? 0 : 1;
  },
};

/** A kernel patch: where it stands in the models. */
async function place(
  patches: readonly Patch[],
  { json, edit }: { json?: boolean | undefined; edit?: string | undefined },
): Promise<number> {
  const models = readModels();
  const known = await knowledgeFor(models, (done, all) => progress(`${done} of ${all} runs`));
  const places = new Places(models, known);
  const all = patches.map((patch) => placedPatch(patch, (key) => places.at(key)));
  if (json) printJson(all);
  else for (const each of all) print(placedText(each));
  if (edit !== undefined) {
    const folder = copyOf(models, edit);
    const eras = all.flatMap(({ functions }) => functions.flatMap((each) => each.eras));
    const lines = new Set(eras.map(({ file, line }) => `  ${join(edit, file)}:${line}\n`));
    complain(`Make the same change in one of\n${[...lines].join("")}`);
    complain(`and see what it does:\n  npm run -s eras -- review --models ${folder}\n`);
  }
  return all.some(({ functions }) => functions.some(({ eras }) => eras.length > 0)) ? 0 : 1;
}

function folderChange(folder: string): Change {
  requireModels(folder);
  return { sources: [folder], subject: "", before: readModels(), after: readModels(folder), kernel: null };
}

function textFrom(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new CannotRun(
      null,
      `${path}: it cannot be read (${codeOf(error)}).\nExpected: a file with a patch, or - for standard input`,
    );
  }
}
