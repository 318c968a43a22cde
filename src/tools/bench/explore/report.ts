/** The results as tables, and how they grow. */
import { table } from "../../../cli/parts/table.ts";
import { paint } from "../../../cli/parts/terminal.ts";
import type { Bug } from "./child.ts";
import { totalOf } from "./spin.ts";
import type { Measured, Results } from "./suite.ts";
import { medianOf, seconds, targets } from "./targets.ts";

export function report(results: Results): string {
  const parts = [
    verdicts(results.races),
    traces(results.races),
    zoo(results.peers),
    papers(results.papers),
    larges(results.larges),
    equals(results.equal),
    growth(results.races),
    bugs(results.bugs),
    spread(results),
    profile(results),
    passed(results),
  ];
  return parts.join("\n");
}

function verdicts(races: Measured[]): string {
  const titles = [
    "race",
    "steps",
    "executions",
    "cut",
    "states",
    "all",
    "to verdict",
    "peak",
    "interleavings",
    "for each taken",
    "spin",
    "its states",
    "all",
  ];
  return tableOf(
    titles,
    races.map(({ race, steps, executions, cut, states, allStates, wallMs, bound, peakBytes, interleavings, spin }) => [
      race,
      steps.toLocaleString("en"),
      executions.toLocaleString("en"),
      cut.toLocaleString("en"),
      states.toLocaleString("en"),
      allStates.toLocaleString("en"),
      bound === null ? seconds(wallMs) : `stopped: ${bound}`,
      `${Math.round(peakBytes / 2 ** 20)} MB`,
      interleavings.toExponential(1),
      (interleavings / (executions + cut)).toExponential(1),
      spin ? seconds(totalOf(spin)) : "–",
      spin ? spin.states.toLocaleString("en") : "–",
      spin ? spin.allStates.toLocaleString("en") : "–",
    ]),
  );
}

function traces(races: Measured[]): string {
  const counted = races.flatMap(({ race, traces }) => (traces ? [{ race, ...traces }] : []));
  return tableOf(
    ["race", "traces", "executions with sleep sets", "blocked"],
    counted.map(({ race, traces, executions, blocked, bound }) => [
      race,
      `${bound === null ? "" : "at least "}${traces.toLocaleString("en")}`,
      executions.toLocaleString("en"),
      blocked.toLocaleString("en"),
    ]),
  );
}

function zoo(peers: Results["peers"]): string {
  const titles = ["program", "", "found", "states", "to verdict", "spin", "pan alone", "its states", "errors"];
  return tableOf(
    titles,
    peers.map(({ id, broken, wrong, bound, states, wallMs, spin }) => [
      id,
      broken ? "broken" : "right",
      wrong ?? (bound === null ? "all of it fine" : `stopped: ${bound}`),
      states.toLocaleString("en"),
      seconds(wallMs),
      ...(spin
        ? [seconds(totalOf(spin)), seconds(spin.ms.run), spin.states.toLocaleString("en"), String(spin.errors)]
        : ["–", "–", "–", "–"]),
    ]),
  );
}

function papers(papers: Results["papers"]): string {
  return tableOf(
    ["program of a paper", "traces", "executions", "blocked"],
    papers.map(({ id, traces, executions, blocked }) => [id, String(traces), String(executions), String(blocked)]),
  );
}

function larges(larges: Results["larges"]): string {
  return tableOf(
    ["scenario", "states", "steps", "ends", "time", "all of it", "all states, an estimate"],
    larges.map(({ id, states, estimatedStates, steps, ends, ms, bound }) => [
      id,
      states.toLocaleString("en"),
      steps.toLocaleString("en"),
      String(ends),
      seconds(ms),
      bound === null ? "yes" : `no: ${bound}`,
      (estimatedStates ?? states).toLocaleString("en"),
    ]),
  );
}

function equals({ of, equal }: Results["equal"]): string {
  const orders = (groups: number[]) => (groups.length === 0 ? "–" : groups.join(", "));
  return tableOf(
    [`of ${of} open scenarios`, "equal actors", "equal pages", "states", "if they could merge, at least"],
    equal.map(({ id, actors, pages, states, atLeast }) => [
      id,
      orders(actors),
      orders(pages),
      states.toLocaleString("en"),
      atLeast.toLocaleString("en"),
    ]),
  );
}

/** One line per number and race, as long as its logarithm: o interleavings, # states, x executions and cuts. */
function growth(races: Measured[]): string {
  const line = (title: string, mark: string, value: number) =>
    `${title.padEnd(12)} ${mark.repeat(Math.max(1, Math.round(4 * Math.log10(value))))} ${value.toPrecision(2)}\n`;
  const lines = races.map(
    ({ race, interleavings, states, executions, cut }) =>
      line(race, "o", interleavings) + line("", "#", states) + line("", "x", executions + cut),
  );
  return `Growth, four marks to a factor of ten (o interleavings, # states, x executions and cuts)\n${lines.join("")}`;
}

function bugs(bugs: Results["bugs"]): string {
  return tableOf(
    ["race", "without", "executions", "random runs (median)", "found"],
    bugs.map(({ race, without, executions, random, found }) => [
      race,
      without,
      String(executions),
      runs(random),
      found ?? "–",
    ]),
  );
}

function runs(random: Bug["random"]): string {
  const middle = medianOf(random);
  return Number.isFinite(middle) ? String(middle) : "not found";
}

function spread({ races, parts }: Results): string {
  const title = `${races.at(-1)?.race} in parts`;
  const times = (ratio: number | null) => (ratio === null ? "–" : `${ratio.toFixed(2)} times`);
  const rows = parts.map(({ of, largest, all, threads, bound }) => {
    return [String(of), times(largest), times(all), times(threads), bound ?? "–"];
  });
  return tableOf([title, "the largest: steps of one search", "all of them", "--jobs: time of one", "stopped"], rows);
}

const PLACES = 12;

function profile({ races, profile }: Results): string {
  const title = `Where the time of ${races.at(-1)?.race} goes`;
  const rows = profile.slice(0, PLACES).map(({ where, share, functions }) => {
    return [where, `${(100 * share).toFixed(1)} %`, functions.join(", ")];
  });
  return tableOf([title, "of it", "most of that in"], rows);
}

function passed(results: Results): string {
  const lines = targets(results).map(
    ({ text, found, pass }) => `${pass ? paint("green", "PASS") : paint("red", "MISS")}  ${text}: ${found}\n`,
  );
  return lines.join("") + (results.spinMissing === null ? "" : `Without spin: ${results.spinMissing}\n`);
}

function tableOf(titles: string[], rows: string[][]): string {
  return table(
    titles.map((title) => ({ title })),
    rows.map((row) => row.map((cell) => [cell])),
  );
}
