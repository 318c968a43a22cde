/** The player, fetched when there is something to step through. */
import type { FunctionComponent, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PlayerProps } from "../player/Player.tsx";

export function Stepping(props: PlayerProps): VNode {
  const [Player, setPlayer] = useState<FunctionComponent<PlayerProps> | null>(null);
  useEffect(() => {
    import("../player/Player.tsx").then((module) => setPlayer(() => module.Player));
  }, []);
  return (
    <section class="stepping">
      <h2>Step by step</h2>
      {Player === null ? <p>Opening the player …</p> : <Player {...props} />}
    </section>
  );
}
