/** The player, the race and the guards, fetched when there is something to step through. */
import type { FunctionComponent, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PlayerProps } from "../player/Player.tsx";

export function Stepping(props: PlayerProps): VNode {
  const [Modes, setModes] = useState<FunctionComponent<PlayerProps> | null>(null);
  useEffect(() => {
    import("../race/Modes.tsx").then((module) => setModes(() => module.Modes));
  }, []);
  return (
    <section class="stepping">
      <h2>Step by step</h2>
      {Modes === null ? <p>Opening the player …</p> : <Modes {...props} />}
    </section>
  );
}
