/** The verdict on a step, and on a run once it is over: a headline, and below it what changed and where the eras part. */
import { stepText } from "../../../models/steps_without.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import { wordOf } from "../../engine/verdicts/vocabulary.ts";
import type { Asked } from "../../engine/why/asked.ts";
import { BADGES, ending } from "../../engine/why/endings.ts";
import { failureOf } from "../../engine/why/failure.ts";
import { lower, The } from "../../engine/why/names.ts";
import { eraName } from "./eras.ts";
import { othersAt, type Scene } from "./scene.ts";
import { waitedFor } from "./waits.ts";

export interface Told {
  badge: string;
  mood: "bad" | "good" | "plain";
  headline: string;
  detail: string;
  /** As the kernel says it. */
  line: string;
  /** What the terminal and the register call it; empty where the run goes on. */
  word: string;
}

/** Words told in full; a step that changes more is told in short. */
const MAX_CHANGES = 3;

/** `asked`: the guard that would have asked again, at the end of a run that failed. */
export function toldAt(scene: Scene, asked: Asked | null): Told {
  const { column, step, isEnd, session, moment } = scene;
  const { trace } = column;
  const row = session.rows[step - 1];
  const position = `Step ${moment.taken}`;
  if (row === undefined) return { ...plain("Start", startText(session.rows[0], trace)), detail: othersText(scene) };
  if (moment.step === null) {
    const what = `${eraName(column.era)} has no such step here: elsewhere ${lower(sentence(row, trace))}`;
    return { ...plain(isEnd ? badgeOf(trace) : position, what), detail: othersText(scene) };
  }
  const said = sentence(moment.step, trace);
  const detail = [outcome(scene, moment.step), othersText(scene)].filter((text) => text !== "").join(" ");
  if (!isEnd) return { ...plain(position, said), detail };
  const failure = failureOf(trace);
  return {
    badge: badgeOf(trace),
    mood: failure === null || trace.verdict.kind === "ok" ? "good" : "bad",
    headline: ending(trace, asked),
    detail: `${said} ${detail}`,
    line: failure?.line ?? "",
    word: wordOf(trace.verdict),
  };
}

function plain(badge: string, headline: string): Omit<Told, "detail"> {
  return { badge, mood: "plain", headline, line: "", word: "" };
}

function badgeOf({ verdict }: Trace): string {
  return verdict.foretold === undefined ? BADGES[verdict.kind] : `${BADGES[verdict.foretold]}, as foretold`;
}

function startText(first: { actor: string; step: TraceStep["step"] } | undefined, trace: Trace): string {
  if (first === undefined) return "There is nothing to step through.";
  return `Nothing has happened yet. First, ${lower(sentence(first, trace))}`;
}

/** Some texts of steps name their own subject. */
export function sentence(
  { actor, step }: Pick<TraceStep, "actor" | "step">,
  { without }: Pick<Trace, "without">,
): string {
  const text = stepText(step, without);
  return /^(The|A) /.test(text) ? `${text}.` : `${The(actor)} ${lower(text)}.`;
}

function outcome({ moment, column }: Scene, step: TraceStep): string {
  const changes = changesIn(step);
  const told =
    changes.length > MAX_CHANGES
      ? [...changes.slice(0, MAX_CHANGES - 1), `${changes.length - MAX_CHANGES + 1} more words`]
      : changes;
  const parts = [...told, ...results(step), ...step.log];
  const what = parts.length > 0 ? `${parts.join("; ")}.` : "No word changes.";
  if (step.waits === undefined) return what;
  return `${what} ${The(step.actor)} waits for ${waitedFor(step.waits, moment.locks, column.trace.steps)}.`;
}

/** What functions said that the actor was in, and what others refused. A page that was returned is told by its words. */
function results({ calls, stack }: TraceStep): string[] {
  return calls.flatMap(({ leave, result }) => {
    const isRefusal = result === false || (typeof result === "number" && result < 0);
    const isOutcome = typeof result === "boolean" && leave !== undefined && stack.includes(leave);
    return isRefusal || isOutcome ? [`${leave}() returns ${result}`] : [];
  });
}

function othersText(scene: Scene): string {
  const { session, step, moment } = scene;
  const cells = session.rows[step - 1]?.cells ?? [];
  return othersAt(scene)
    .map((other) => {
      const name = eraName(session.columns[other]?.era ?? "");
      if (cells[other] === null) return `${name} has no such step.`;
      return moment.step === null ? `${name} takes it.` : `${name} changes other words.`;
    })
    .join(" ");
}
