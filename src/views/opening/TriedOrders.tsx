/** Was it luck? Every order of the race, tried by the explorer in a worker while the reader reads. */
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { startExplorer } from "../../engine/verify/start.ts";
import type { Work } from "../../engine/verify/work.ts";
import { useRun } from "../away/useRun.ts";
import { KERNEL } from "./runs.ts";
import { type Tried, triedIn } from "./tried.ts";

/** `known`: the build has tried them, for a page where no script runs. */
export function TriedOrders({ scenario, known }: { scenario: Scenario; known?: Tried }): VNode {
  return known ? <Told {...known} /> : <Trying scenario={scenario} />;
}

function Trying({ scenario }: { scenario: Scenario }): VNode {
  const { run, begin } = useRun<Work, "verify">(startExplorer, "verify", [scenario]);
  useEffect(() => {
    begin({ scenario, era: KERNEL, options: {} });
  }, [scenario]);
  if (run.at === "end") return <Told {...triedIn(run.answer)} />;
  if (run.at === "failed" || run.at === "stopped") return <p>The other orders could not be tried in this browser.</p>;
  return <p>Was that luck? Trying every other order …</p>;
}

function Told({ orders, isFine, bound }: Tried): VNode {
  if (bound !== null)
    return (
      <p>
        {orders} other orders were tried, not all: {bound}.
      </p>
    );
  return (
    <p>
      Was that luck? We tried every order that can make a difference, {orders} of them, and{" "}
      {isFine ? "none goes wrong." : "one goes wrong."}
    </p>
  );
}
