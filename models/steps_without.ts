/** What a step does once a guard that its text speaks of is out of the code. */
import type { GuardName } from "./guards.ts";
import { STEPS, type StepName } from "./steps.ts";

/** Where a step has several, the more guards come first. The text holds in every era. */
export const STEPS_WITHOUT: readonly { step: StepName; without: readonly GuardName[]; text: string }[] = [
  { step: "isolate:pin", without: ["isolate:pin"], text: "Takes a reference, even if the page is already free" },
  {
    step: "isolate:test",
    without: ["isolate:test"],
    text: "Goes for the lock without a question whether the page is movable",
  },
  {
    step: "isolate:slab",
    without: ["isolate:slab-before"],
    text: "Looks at the mark without a question whether the page is a slab",
  },
  {
    step: "isolate:slab-again",
    without: ["isolate:slab-after"],
    text: "Goes on without a question whether the page has become a slab meanwhile",
  },
  { step: "isolate:trylock", without: ["isolate:trylock"], text: "Takes the page lock, sleeping if somebody holds it" },
  {
    step: "isolate:recheck",
    without: ["isolate:recheck", "isolate:recheck-isolated"],
    text: "Has the page lock, and nobody asks again what became of the page",
  },
  {
    step: "isolate:recheck",
    without: ["isolate:recheck"],
    text: "Has the page lock, and nobody asks again whether the owner let go, only whether the page is isolated already",
  },
  {
    step: "isolate:recheck",
    without: ["isolate:recheck-isolated"],
    text: "Looks at the page under its lock, but nobody asks whether it is isolated already",
  },
  { step: "isolate:back-off", without: ["put:unlock-first"], text: "Gives up, with the page still locked" },
  {
    step: "isolate:put",
    without: ["isolate:put", "put:unlock-first"],
    text: "Keeps the reference of a failed attempt, and then unlocks the page if it has the lock",
  },
  { step: "isolate:put", without: ["isolate:put"], text: "Gives up, and keeps the reference of the failed attempt" },
  {
    step: "isolate:put",
    without: ["put:unlock-first"],
    text: "Drops the reference of a failed attempt, and only then unlocks the page if it has the lock",
  },
  {
    step: "migrate:released",
    without: ["migrate:released"],
    text: "Goes on without a question whether the owner released the page meanwhile",
  },
  {
    step: "migrate:lock-dst",
    without: ["migrate:trylock-dst"],
    text: "Takes the lock of the target page, sleeping if somebody holds it",
  },
  {
    step: "balloon:enqueue",
    without: ["balloon:mark-under-lock"],
    text: "Lets the new page join the balloon without its lock",
  },
  {
    step: "balloon:enqueued",
    without: ["balloon:mark-under-lock"],
    text: "Is done with the new page, which was never locked",
  },
  { step: "balloon:trylock", without: ["balloon:trylock"], text: "Takes the driver's mutex, sleeping if it is busy" },
  { step: "balloon:put-src", without: ["balloon:put-src"], text: "Forgets the balloon's reference to the source" },
  {
    step: "balloon:missing",
    without: ["balloon:isolated-count"],
    text: "Looks only, as there was no page to take, whether the list is empty: those that are isolated do not count",
  },
  {
    step: "z3fold:drain",
    without: ["z3fold:drain-condition"],
    text: "Waits until a page of the pool is isolated, which is the wrong way round",
  },
];

export function stepText(step: StepName, without: readonly string[]): string {
  const found = STEPS_WITHOUT.find(
    (each) => each.step === step && each.without.every((guard) => without.includes(guard)),
  );
  return found?.text ?? STEPS[step];
}
