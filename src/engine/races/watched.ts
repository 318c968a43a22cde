/** A scenario's system that looks at each step the explorer takes: who meets whom, and whether the step is one access. */
import type { GuardName } from "../../../models/guards.ts";
import type { System, Violation } from "../explore/system.ts";
import { must } from "../must.ts";
import type { ScenarioSystem } from "../verify/scenario_system.ts";
import type { Step } from "./events.ts";
import { Locksets } from "./locksets.ts";
import { Meetings } from "./meetings.ts";
import { Steps } from "./movers.ts";
import { Recorder } from "./recorder.ts";
import { Sites } from "./sites.ts";
import { WordNames } from "./word_names.ts";

/** Events of a step that never ends. After so many it has begun again with those that it had. */
const ROUND_AND_ROUND = 1000;

export class Watched implements System {
  readonly meetings: Meetings;
  readonly steps = new Steps();
  readonly sites = new Sites();
  private readonly system: ScenarioSystem;
  private readonly recorder: Recorder;
  private readonly known = new Map<number, Step>();
  private readonly path: number[] = [];
  /** The step that was taken last. */
  protected latest: Step | null = null;
  /** Only where somebody asks for them. */
  readonly locksets: Locksets | null;

  constructor(system: ScenarioSystem, { locks = false }: { locks?: boolean } = {}) {
    this.system = system;
    this.recorder = new Recorder(system.k, this.sites);
    const names = new WordNames(system.k);
    this.meetings = new Meetings(system.actors.length, (addr) => names.frameOf(addr));
    this.locksets = locks ? new Locksets(system.actors.length, names) : null;
    system.k.memory.monitor = this.recorder;
  }

  step(actor: number): Violation | null {
    const { runs } = this.recorder;
    const violation = this.system.step(actor);
    this.path.push(actor);
    this.latest =
      this.recorder.runs === runs ? must(this.known.get(this.stepId), "step") : this.learn(actor, violation);
    this.meetings.take(this.latest);
    this.locksets?.take(this.latest);
    return violation;
  }
  private learn(actor: number, violation: Violation | null): Step {
    const most = violation?.kind === "soft-lockup" ? ROUND_AND_ROUND : undefined;
    const step = this.recorder.taken(actor, { most, waits: this.waitsOn(actor).length > 0 });
    if (this.stepId !== 0) this.known.set(this.stepId, step);
    this.steps.see(step, this.path);
    return step;
  }

  reset(): void {
    this.undoTo(0);
  }
  undoTo(depth: number): void {
    this.system.undoTo(depth);
    this.meetings.undoTo(depth);
    this.locksets?.undoTo(depth);
    this.path.length = Math.min(this.path.length, depth);
  }

  /** That were asked for. */
  get guards(): ReadonlySet<GuardName> {
    return this.recorder.guards;
  }
  get k() {
    return this.system.k;
  }
  get eventually() {
    return this.system.eventually;
  }
  get actors() {
    return this.system.actors;
  }
  enabled() {
    return this.system.enabled();
  }
  finished() {
    return this.system.finished();
  }
  get stepId() {
    return this.system.stepId;
  }
  get footprint() {
    return this.system.footprint;
  }
  get touched() {
    return this.system.touched;
  }
  get hashA() {
    return this.system.hashA;
  }
  get hashB() {
    return this.system.hashB;
  }
  place(actor: number) {
    return this.system.place(actor);
  }
  waitsOn(actor: number) {
    return this.system.waitsOn(actor);
  }
  checkEnd() {
    return this.system.checkEnd();
  }
  outcome() {
    return this.system.outcome();
  }
}
