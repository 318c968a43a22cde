/** One level of the game: a race to be lost on purpose, or checks to be put back until nobody can lose it. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Break } from "./Break.tsx";
import { Hold } from "./Hold.tsx";
import { keepWin, readWon } from "./progress.ts";
import type { LevelProps } from "./props.ts";
import "../lanes/lanes.css";
import "./game.css";

export function Level(props: LevelProps): VNode {
  const { level } = props;
  const [best, setBest] = useState<number | null>(null);
  useEffect(() => setBest(readWon()[level.id] ?? null), [level]);
  const win = (used: number) => {
    keepWin(level.id, used);
    setBest(readWon()[level.id] ?? used);
  };
  const unit = level.goal === "break" ? "switches" : "checks";
  return (
    <div class="game not-content" data-era={level.kernel.split("@")[0]}>
      <p class="game-goal">
        {level.goal === "break" ? (
          <>
            <b>Make it break.</b> Choose who takes each step. Every time another one goes on, that’s a switch.
          </>
        ) : (
          <>
            <b>Make it hold.</b> Put checks back until no order goes wrong. Each one counts.
          </>
        )}{" "}
        Par: {level.par}
        {best !== null && `; your best: ${best} ${unit}`}.
      </p>
      {level.goal === "break" ? <Break {...props} onWin={win} /> : <Hold {...props} onWin={win} />}
    </div>
  );
}
