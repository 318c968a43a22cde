/** What the win of a level shows, and where to go from there. */
import type { VNode } from "preact";
import type { LevelProps } from "./props.ts";

export function Won({ level, next, used }: LevelProps & { used: number }): VNode {
  const unit = level.goal === "break" ? ["switch", "switches"] : ["check", "checks"];
  return (
    <>
      <p>
        <b>{level.goal === "break" ? "You broke it" : "It holds"}</b>, with {used} {used === 1 ? unit[0] : unit[1]}
        {used <= level.par ? ": nobody needs fewer." : `. It can be done with ${level.par}.`}
      </p>
      <p>{level.shows}</p>
      {next ? (
        <a class="game-main" href={next.to}>
          Next: {next.title}
        </a>
      ) : (
        <p>That was the last one.</p>
      )}
    </>
  );
}
