/** The player, the race and the guards, fetched when there is something to step through. */
import type { FunctionComponent, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DebuggerProps } from "../player/props.ts";

export function Stepping(props: DebuggerProps): VNode {
  const [Debugger, setDebugger] = useState<FunctionComponent<DebuggerProps> | null>(null);
  useEffect(() => {
    import("../debugger/Debugger.tsx").then((module) => setDebugger(() => module.Debugger));
  }, []);
  return (
    <section class="stepping">
      <h2>Step by step</h2>
      {Debugger === null ? <p>Opening the player …</p> : <Debugger {...props} />}
    </section>
  );
}
