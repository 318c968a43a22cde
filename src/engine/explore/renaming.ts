/** Runs of equal actors, with the names changed. */
import { ContractError } from "./contract.ts";
import { must } from "./must.ts";
import type { Exploration } from "./options.ts";
import { Schedules } from "./schedules.ts";
import type { Choices, System } from "./system.ts";

/** Who is called what: the actor in place `n` is called `as[n]`. */
type Renaming = readonly number[];

/** Runs that are compared. */
const RUNS = 100;

/** Two neighbours each time: whatever else there is comes of these. */
function swaps({ actors, equal = [] }: System): Renaming[] {
  const everybody = [...actors.keys()];
  return equal.flatMap((group) =>
    group.slice(1).map((second, at) => {
      const first = must(group[at], "equal actor");
      return everybody.map((actor) => (actor === first ? second : actor === second ? first : actor));
    }),
  );
}

const called = (choices: Choices, as: Renaming): Choices => choices.map((actor) => must(as[actor], "actor"));

/** What was found, and what the same orders come to with other names. */
export function withRenamed(system: System, found: Exploration): Exploration {
  const { renamed } = system;
  if (!renamed) return found;
  const outcomes = new Map(found.outcomes);
  const all = swaps(system);
  for (const [outcome, { count, choices }] of outcomes) {
    for (const as of all) {
      const other = renamed.call(system, outcome, as);
      if (!outcomes.has(other)) outcomes.set(other, { count, choices: called(choices, as) });
    }
  }
  return { ...found, outcomes };
}

/** Are the actors equal? Random runs, each once more with two names changed, must come to the same. */
export function checkEqual(system: System): void {
  const schedules = new Schedules(system, 1);
  const all = swaps(system);
  for (let run = 0; run < RUNS && all.length > 0; run++) {
    const { choices } = schedules.run(() => false);
    const end = follow(system, choices);
    for (const as of all) {
      const expected = end.outcome && (system.renamed?.(end.outcome, as) ?? end.outcome);
      const other = follow(system, called(choices, as));
      if (other.went === end.went && other.outcome === expected) continue;
      throw new ContractError(
        called(choices, as),
        "something else comes out than where two equal actors have changed their names",
        "`equal` may have only actors with the same code and the same start, which nothing tells apart",
      );
    }
  }
}

/** How far it went, how that ended, and the end if it came to one. */
function follow(system: System, choices: Choices): { went: string; outcome: string | null } {
  system.reset();
  for (const [at, actor] of choices.entries()) {
    const isAble = (system.enabled() & (1 << actor)) !== 0;
    const wrong = isAble ? system.step(actor) : { kind: "cannot" };
    if (wrong !== null) return { went: `${wrong.kind} at ${at}`, outcome: null };
  }
  const isOver = system.enabled() === 0;
  const wrong = isOver ? system.checkEnd() : null;
  return { went: `${isOver} ${wrong?.kind}`, outcome: isOver && wrong === null ? system.outcome() : null };
}
