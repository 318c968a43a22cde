// The comparison of calls finds every single thing that could be wrong, at every place of every recording.

import * as v from "valibot";
import { expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { compare, type ModelCall } from "../../../src/knowledge/kernels/compare.ts";
import { type Call, type Role, recording, type Unmodelled } from "../../../src/knowledge/kernels/schema.ts";
import { heldAgainstRecording, KERNELS, PATTERNS, recordingOf, unmodelledOn } from "../../../src/site/data/kernels.ts";

const CASES = KERNELS.flatMap((kernel) =>
  PATTERNS.flatMap((pattern) => {
    const recorded = recordingOf(pattern, kernel);
    return recorded ? [{ name: kernel.name, id: pattern.id, kernel, pattern, recorded }] : [];
  }),
);
const OTHER: Record<Role, Role> = { src: "dst", dst: "src", page: "dst" };

it.each(CASES)("$name $id: a wrong recording, or a wrong model, is found at every place", (each) => {
  const { kernel, pattern, recorded } = each;
  const list = unmodelledOn(kernel);
  const { rows, run } = heldAgainstRecording(pattern, recorded, kernel);
  const compared = new Set<Call | ModelCall>(
    rows.flatMap(({ kernel, model }) => (kernel && model ? [kernel, model] : [])),
  );
  expect(compared.size).toBeGreaterThan(1);
  const at = <C extends Call | ModelCall>(calls: C[]) =>
    [...calls.keys()].filter((index) => compared.has(must(calls[index], "such call")));

  let tried = 0;
  const wrong = (what: string, calls: Call[], model: ModelCall[] = run.calls) => {
    tried++;
    expect(compare(calls, model, list).difference, what).not.toBeNull();
  };
  for (const index of at(recorded.calls)) {
    for (const [what, calls] of mutations(recorded.calls, index)) wrong(`${what} of call ${index}`, calls);
    const call = must(recorded.calls[index], "such call");
    const caller = recorded.calls.slice(0, index).findLast(({ depth }) => depth < call.depth);
    if (caller && !seenThrough(caller, "kernel", list)) {
      wrong(`call ${index} further out`, recorded.calls.with(index, { ...call, depth: call.depth - 1 }));
    }
    const deeper = recorded.calls.with(index, { ...call, depth: call.depth + 1 });
    if (mayCall(recorded.calls[index - 1], call)) wrong(`call ${index} deeper`, deeper);
    else
      expect(v.is(recording, { ...recorded, calls: deeper }), `call ${index} in a call that is not there`).toBe(false);
  }
  const places = at(recorded.calls);
  places.forEach((index, number) => {
    const next = places[number + 1];
    if (next === undefined) return;
    const swapped = swap(recorded.calls, index, next);
    if (swapped !== null) wrong(`call ${index} and ${next} swapped`, swapped);
  });
  for (const index of at(run.calls)) {
    wrong(`the model without call ${index}`, recorded.calls, run.calls.toSpliced(index, 1));
    const twice = run.calls.toSpliced(index, 0, must(run.calls[index], "such call"));
    wrong(`the model with call ${index} twice`, recorded.calls, twice);
    const call = must(run.calls[index], "such call");
    const callerToBe = run.calls.slice(0, index).findLast(({ depth }) => depth <= call.depth);
    if (mayCall(run.calls[index - 1], call) && callerToBe && !seenThrough(callerToBe, "model", list)) {
      const deeper = run.calls.with(index, { ...call, depth: call.depth + 1 });
      wrong(`call ${index} of the model deeper`, recorded.calls, deeper);
    }
  }
  expect(tried).toBeGreaterThan(5 * places.length);
});

/** Could a call one deeper than this one be called from the call before it, or from around that? */
function mayCall(before: { depth: number } | undefined, { depth }: { depth: number }): boolean {
  return before !== undefined && before.depth >= depth;
}

/** Where a call is made from counts, unless that is left out and what it calls is not. */
function seenThrough({ call }: { call: string }, on: Unmodelled["on"], list: readonly Unmodelled[]): boolean {
  return list.some((entry) => entry.on === on && entry.call === call && entry.around);
}

/** The list with one call changed in one way. */
function* mutations(calls: Call[], index: number): Generator<[string, Call[]]> {
  const call = must(calls[index], "such call");
  yield ["absence", calls.toSpliced(index, 1)];
  yield ["repetition", calls.toSpliced(index, 0, call)];
  yield ["another name", calls.with(index, { ...call, call: `${call.call}_other` })];
  if (typeof call.returns === "number") {
    yield ["a result too high", calls.with(index, { ...call, returns: call.returns + 1 })];
    yield ["a result too low", calls.with(index, { ...call, returns: call.returns - 1 })];
  }
  if (typeof call.returns === "string")
    yield ["a wrong page", calls.with(index, { ...call, returns: OTHER[call.returns] })];
  for (const [page, role] of (call.pages ?? []).entries()) {
    yield ["a wrong role", calls.with(index, { ...call, pages: (call.pages ?? []).with(page, OTHER[role]) })];
  }
  if (call.pages && call.pages.length > 1) {
    yield ["swapped roles", calls.with(index, { ...call, pages: call.pages.toReversed() })];
    yield ["a page less", calls.with(index, { ...call, pages: call.pages.slice(1) })];
  }
}

/** Two calls in each other's place; null where that is the same list. */
function swap(calls: Call[], one: number, other: number): Call[] | null {
  const [first, second] = [must(calls[one], "such call"), must(calls[other], "such call")];
  const swapped = calls.with(one, { ...second, depth: first.depth }).with(other, { ...first, depth: second.depth });
  return JSON.stringify(swapped) === JSON.stringify(calls) ? null : swapped;
}
