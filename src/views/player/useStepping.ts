/** Where the buttons and the keys lead, and stepping by itself. */
import { wordsChange } from "./jumps.ts";
import { type Action, actionOf, type Goal } from "./keys.ts";
import { type Scene, targetsOf } from "./scene.ts";
import { useAutoplay } from "./useAutoplay.ts";

interface Stepping {
  scene: Scene | null;
  /** The one that was asked about. */
  word: string | null;
  go: (step: number) => void;
  onlyBack: boolean;
  help: () => void;
}

const NOWHERE: Record<Goal, null> = {
  ...{ forward: null, back: null, first: null, last: null, "next difference": null, "previous difference": null },
  ...{ "next change": null, "previous change": null },
};

export function useStepping({ scene, word, go, onlyBack, help }: Stepping) {
  const targets = scene === null ? NOWHERE : onlyBack ? backOnly(scene) : allOf(scene, word);
  const to = (target: number | null) => {
    if (target !== null && target !== scene?.step) go(target);
  };
  const autoplay = useAutoplay(targets.forward !== null, () => to(targets.forward));
  const act = (action: Action) => {
    if (action === "help") help();
    else if (action !== "play") to(targets[action]);
    else if (!onlyBack) {
      // From the end it starts over, as players do.
      if (targets.forward === null) to(targets.first);
      autoplay.toggle();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = actionOf(event);
    if (action === null) return;
    event.preventDefault();
    act(action);
  };
  return { targets, autoplay, act, onKeyDown };
}

function allOf(scene: Scene, word: string | null): Record<Goal, number | null> {
  return {
    ...targetsOf(scene),
    "next change": word === null ? null : wordsChange(scene, word, 1),
    "previous change": word === null ? null : wordsChange(scene, word, -1),
  };
}

function backOnly(scene: Scene): Record<Goal, number | null> {
  const { back, first } = targetsOf(scene);
  return { ...NOWHERE, back, first };
}
