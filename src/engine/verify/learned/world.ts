/**
 * A scenario's actors on one machine, whose steps are run once and known from then on. A known step is a few loads to recognise it and a few
 * stores, no generator runs, and any number of steps can be undone. Looking at `prepared` one sees what running it would show.
 */
import { type Stores, storesOf } from "../../../../models/invariants/changed.ts";
import { Fault } from "../../../../models/machine/fault.ts";
import type { Kernel, LogLine } from "../../../../models/machine/kernel.ts";
import type { Mark } from "../../../../models/machine/memory.ts";
import type { Actor } from "../../../../models/machine/scheduler.ts";
import { stepName } from "../../../../models/machine/step.ts";
import type { Violation } from "../../explore/system.ts";
import { must } from "../../must.ts";
import type { Prepared } from "../../run/prepare.ts";
import type { Did } from "../outside.ts";
import { FIRST_CHAPTER, longer, newChapter } from "./chapter.ts";
import { Journal } from "./journal.ts";
import { Local } from "./local.ts";
import { AllNames, type Names, rename } from "./names.ts";
import { Puppets } from "./puppets.ts";
import { type LearnedStep, readEffect } from "./step.ts";

/** What the last step did, known or not. */
export interface LastStep {
  id: number;
  footprint: Int32Array;
  touched: number;
  marks: readonly Mark[];
  stores: Stores;
}

/** Of the step that has just run, what is to be known of it. */
export type FootprintOf = (k: Kernel, did: Did) => Int32Array;

const NONE: Stores = { pages: new Set(), words: new Set() };

/** What a step changed outside the memory. */
interface Taken {
  actor: number;
  from: Local;
  told: number;
  log: number;
  said: number;
  names: Names;
}

export class World {
  readonly prepared: Prepared;
  last: LastStep = { id: 0, footprint: new Int32Array(0), touched: 0, marks: [], stores: NONE };
  private readonly k: Kernel;
  private readonly journal: Journal;
  private readonly puppets: Puppets;
  private readonly allNames = new AllNames();
  private readonly places = new Map<string, Local>();
  private readonly locals: Local[];
  private readonly told: unknown[][];
  private readonly taken: Taken[] = [];
  private names: Names;
  private steps = 0;
  /** Places so far. */
  private standing = 0;
  private readonly footprintOf: FootprintOf;
  /** What the log says, as a number: by what it said before, and the next line. */
  private readonly lines = new Map<string, number>();
  said = 0;

  constructor(start: () => Prepared, footprintOf: FootprintOf) {
    this.prepared = start();
    const { k, scheduler, pages, results } = this.prepared;
    this.k = k;
    this.footprintOf = footprintOf;
    this.journal = new Journal(k);
    this.puppets = new Puppets(k, start);
    this.names = this.allNames.of(pages);
    this.locals = scheduler.actors.map(
      ({ next }, actor) => new Local(actor, this.standing++, next, FIRST_CHAPTER, null),
    );
    this.told = scheduler.actors.map(({ name }) => results[name] ?? []);
  }

  /** Where the actor stands, as a number of its own. */
  place(actor: number): number {
    return this.local(actor).id;
  }

  /** What is the same text looks the same from outside: when all actors are done, what they were told is in how their chapters began. */
  get look(): string {
    const { memory } = this.k;
    const chapters = this.locals.map(({ chapter }) => chapter.beginning).join();
    return `${memory.hashA} ${memory.hashB} ${this.names.id} ${chapters} ${this.said}`;
  }

  step(actor: number): Violation | null {
    const from = this.local(actor);
    const told = must(this.told[actor], "what was told").length;
    this.taken.push({ actor, from, told, log: this.k.log.length, said: this.said, names: this.names });
    const known = from.known(this.names, this.k.memory);
    if (known === null) return this.run(actor, from);
    this.journal.apply(known);
    this.repeat(actor, known);
    return null;
  }

  /** Back to where the first `depth` steps led. */
  undoTo(depth: number): void {
    while (this.taken.length > depth) {
      const { actor, from, told, log, said, names } = must(this.taken.pop(), "state to take back");
      this.journal.undo();
      this.stand(actor, from);
      const results = must(this.told[actor], "what was told");
      // To set a length costs something even where it stays.
      if (results.length !== told) results.length = told;
      if (this.k.log.length !== log) this.k.log.length = log;
      this.said = said;
      this.name(names);
    }
  }

  private repeat(actor: number, step: LearnedStep): void {
    const { id, footprint, marks, where, told, log, names, to } = step;
    const { last } = this;
    last.id = id;
    last.footprint = footprint;
    last.touched = footprint.length;
    last.marks = marks;
    last.stores = where;
    if (told.length > 0) must(this.told[actor], "what was told").push(...told);
    for (const line of log) this.say(line);
    this.name(names);
    this.stand(actor, to);
  }

  /** Takes the step by running the kernel code, and learns it unless it ends in a fault. */
  private run(actor: number, from: Local): Violation | null {
    const standing = this.puppets.at(from);
    const runner = must(standing.scheduler.actors[actor], "actor");
    const results = standing.results[runner.name] ?? [];
    const lines = this.k.log.length;
    const before = results.length;
    rename(standing.pages, this.names);
    const journal = this.journal.prepare();
    let fault: Fault | null = null;
    try {
      standing.scheduler.run(runner);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
    }
    journal.taken();
    if (fault !== null) {
      const did = { actor, before, after: before, logs: false };
      const footprint = this.footprintOf(this.k, did);
      this.last = { id: 0, footprint, touched: footprint.length, marks: [], stores: NONE };
      return { kind: fault.kind, message: fault.message };
    }
    const told = results.slice(before);
    const log = this.k.log.splice(lines);
    const names = this.allNames.of(standing.pages);
    const step = this.learned(runner, from, { told, log, names });
    from.learn(this.names, step);
    if (runner.next !== null) this.puppets.keep(step.to, standing);
    this.repeat(actor, step);
    return null;
  }

  private learned(
    { next, knowledge }: Actor,
    from: Local,
    { told, log, names }: Pick<LearnedStep, "told" | "log" | "names">,
  ): LearnedStep {
    const { actor } = from;
    const effect = readEffect(this.k);
    const all = [...must(this.told[actor], "what was told"), ...told];
    const chapter = told.length > 0 ? newChapter(all, names) : longer(from.chapter, this.names);
    const did = { actor, before: all.length - told.length, after: all.length, logs: log.length > 0 };
    const footprint = this.footprintOf(this.k, did);
    const where = storesOf(this.k, { footprint, touched: footprint.length, marks: effect.marks });
    const common = { ...effect, id: ++this.steps, footprint, where, told, log, names };
    const step = next === null ? "" : `${stepName(next)}${knowledge.text}`;
    const key = `${actor} ${step} ${chapter.beginning} ${chapter.names}`;
    let to = this.places.get(key);
    if (to !== undefined) return { ...common, to };
    to = new Local(actor, this.standing++, next, chapter, { from, names: this.names, effect });
    this.places.set(key, to);
    return { ...common, to };
  }

  private say(line: LogLine): void {
    const key = `${this.said} ${line.text}`;
    this.said = this.lines.get(key) ?? this.lines.size + 1;
    this.lines.set(key, this.said);
    this.k.log.push(line);
  }

  private local(actor: number): Local {
    return must(this.locals[actor], "local");
  }

  private stand(actor: number, local: Local): void {
    this.locals[actor] = local;
    must(this.prepared.scheduler.actors[actor], "actor").next = local.next;
  }

  private name(names: Names): void {
    if (names === this.names) return;
    this.names = names;
    rename(this.prepared.pages, names);
  }
}
