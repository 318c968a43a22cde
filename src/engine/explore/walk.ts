/**
 * Every state, once, those that take the fewest steps first: what there is to do where executions do not end. Nothing is reduced, because what may be left
 * out is known only when an execution has come to its end. So a state needs no more than to be recognised, and a limit to steps leaves out
 * what is farther from the start than that, and nothing else.
 */
import { includes, MAX_ACTORS } from "./actors.ts";
import { Column } from "./column.ts";
import { ENDLESS, takeTurns } from "./ending.ts";
import { LIVELOCK, noteEnd, noteViolation } from "./found.ts";
import { Graph } from "./graph.ts";
import { type Limits, SLICE } from "./limits.ts";
import { CANCELLED, type Exploration, type ExploreOptions, emptyExploration, FIRST_VIOLATION } from "./options.ts";
import { allowed, preempts } from "./preemptions.ts";
import { findRound } from "./rounds.ts";
import type { Pausing } from "./scouts.ts";
import type { Progress, Sliced } from "./slices.ts";
import { NEW, StateCache } from "./state_cache.ts";
import { StateKey } from "./state_key.ts";
import type { Choices, System } from "./system.ts";
import { Way } from "./way.ts";

export class Walk implements Pausing<Exploration> {
  pauseAt = Number.POSITIVE_INFINITY;
  private readonly system: System;
  private readonly options: ExploreOptions;
  private readonly limits: Limits;
  private readonly starts: readonly Choices[];
  private readonly graph = new Graph();
  private readonly way: Way;
  private readonly key = new StateKey();
  private readonly known = new StateCache();
  /** Per state, with a bound on preemptions: how many there were, and who came last. */
  private readonly came = new Column();
  private readonly bounds = new Set<string>();
  private readonly result = emptyExploration();

  constructor(system: System, options: ExploreOptions, limits: Limits, starts: readonly Choices[] = [[]]) {
    this.system = system;
    this.options = options;
    this.limits = limits;
    this.starts = starts;
    this.way = new Way(system);
  }

  /** Each state has so many steps at the most. */
  private get bytes(): number {
    const { known, graph, came, system } = this;
    return known.bytesWith(SLICE * system.actors.length) + graph.bytes + came.bytes;
  }
  get taken(): number {
    return this.way.steps;
  }
  get soFar(): Exploration {
    return { ...this.result, steps: this.taken, states: this.graph.size };
  }
  forget(): void {
    this.way.forget();
  }

  /** The states to start from are neither wrong nor ends: somebody has been there before. */
  *run(): Sliced<Exploration> {
    const { result, graph, options, bounds } = this;
    for (const start of this.starts) {
      this.way.lead(start);
      this.meet(start, undefined, 0);
    }
    for (let state = 0; state < graph.size; state++) {
      const looks = state % SLICE === 0 || this.taken >= this.pauseAt;
      const hit =
        this.limits.hit(result, looks, looks ? this.bytes : 0) ??
        (looks && (yield this.progress(state)) === false ? CANCELLED : null);
      if (hit !== null) {
        bounds.add(hit);
        break;
      }
      if (!this.stepsFrom(state) && !options.findAll) {
        bounds.add(FIRST_VIOLATION);
        break;
      }
    }
    if (options.findAll || result.violations.length === 0) this.goRound();
    return { ...this.soFar, bound: bounds.size === 0 ? null : [...bounds].join(", ") };
  }

  /** False: something is wrong. */
  private stepsFrom(state: number): boolean {
    const { graph, options, result, system, way } = this;
    graph.begin(state);
    const choices = graph.wayTo(state);
    const { maxSteps = ENDLESS } = options;
    if (choices.length >= maxSteps) {
      this.bounds.add(`${maxSteps} steps`);
      return options.maxSteps !== undefined || this.goesOn(choices);
    }
    let fine = true;
    for (const actor of this.allowed(state)) {
      way.lead(choices);
      const violation = way.step(actor);
      if (violation !== null) noteViolation(result, violation, [...choices, actor]);
      const wrong = violation ?? (system.enabled() === 0 ? noteEnd(result, system, [...choices, actor]) : null);
      if (wrong !== null) fine = false;
      if (wrong !== null && !options.findAll) return false;
      if (violation === null && system.enabled() !== 0) {
        const { preemptions, last } = this.cameTo(state);
        const more = preempts(actor, graph.enabledAt(state), last) ? 1 : 0;
        graph.connect(actor, this.meet(state, actor, preemptions + more));
      }
    }
    return fine;
  }

  /** The number of the state that the system is in. `from`: the state before, or the way to one that is started from. */
  private meet(from: number | Choices, actor: number | undefined, preemptions: number): number {
    const { graph, key, known, options, system } = this;
    const isBounded = options.maxPreemptions !== undefined;
    if (isBounded) key.readBounded(system, preemptions, actor);
    else key.read(system);
    const { a, b } = key;
    const at = known.find(a, b);
    if (known.valueAt(at) !== NEW) {
      this.result.cut++;
      return known.numberAt(at);
    }
    known.keep(at, a, b, graph.size);
    if (isBounded) this.came.push(preemptions * (MAX_ACTORS + 1) + (actor ?? MAX_ACTORS));
    if (typeof from !== "number") return graph.addStart(from, system.enabled());
    return graph.add(from, actor ?? -1, system.enabled());
  }

  private cameTo(state: number): { preemptions: number; last: number | undefined } {
    if (this.came.length === 0) return { preemptions: 0, last: undefined };
    const came = this.came.at(state);
    const last = came % (MAX_ACTORS + 1);
    return { preemptions: Math.floor(came / (MAX_ACTORS + 1)), last: last === MAX_ACTORS ? undefined : last };
  }

  private allowed(state: number): number[] {
    const { maxPreemptions } = this.options;
    const enabled = this.graph.enabledAt(state);
    const { preemptions, last } = this.cameTo(state);
    const able = allowed(enabled, preemptions, last, maxPreemptions);
    if (able !== enabled) this.bounds.add(`${maxPreemptions} preemptions`);
    return [...this.system.actors.keys()].filter((actor) => includes(able, actor));
  }

  /** Too far from the start. False: what comes after it does not end, whoever gets a turn. */
  private goesOn(choices: number[]): boolean {
    const { result, system } = this;
    this.way.lead(choices);
    const on = takeTurns(system, choices);
    this.way.forget();
    if (on.violation !== null) {
      noteViolation(result, on.violation, on.choices);
      return false;
    }
    const message = `not finished after ${choices.length} steps, though it ends when everybody gets a turn`;
    result.unfair ??= { kind: "unfair", message, choices };
    return true;
  }

  /** All states are known: can anybody go round in them for ever? */
  private goRound(): void {
    const { graph, result, system } = this;
    const round = findRound(graph);
    if (round === null) return;
    const { state, choices, goRound, leftOut } = round;
    const names = (actors: number) => system.actors.filter((_, actor) => includes(actors, actor)).join(" and ");
    const all = [...graph.wayTo(state), ...choices];
    const again = `${all.length} steps lead back to where ${graph.depthOf(state)} led`;
    if (leftOut === 0) {
      const message = `${names(goRound)} can go round for ever, though everybody gets a turn: ${again}`;
      noteViolation(result, { kind: LIVELOCK, message }, all);
    } else {
      const message = `${names(goRound)} can go round for ever only if ${names(leftOut)} never gets a turn: ${again}`;
      result.unfair = { kind: "unfair", message, choices: all };
    }
  }

  private progress(state: number): Progress {
    const { executions } = this.result;
    const { size } = this.graph;
    return { doing: "explore", executions, states: size, depth: this.graph.depthOf(state), estimate: state / size };
  }
}
