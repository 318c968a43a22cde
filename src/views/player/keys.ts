/** What the keyboard does, told in the dialog of keys and done by the player. Only while the focus is in the player. */

/** What leads to another step. */
export type Goal =
  | "forward"
  | "back"
  | "first"
  | "last"
  | "next difference"
  | "previous difference"
  | "next change"
  | "previous change";
export type Action = Goal | "play" | "help";

export const KEYS: readonly { keys: readonly string[]; shown: string; action: Action; text: string }[] = [
  { keys: ["ArrowRight"], shown: "→", action: "forward", text: "one step forward; in the list of steps ↓ too" },
  { keys: ["ArrowLeft"], shown: "←", action: "back", text: "one step back; in the list of steps ↑ too" },
  { keys: ["Home"], shown: "Home", action: "first", text: "before the first step" },
  { keys: ["End"], shown: "End", action: "last", text: "after the last step" },
  { keys: ["n"], shown: "n", action: "next difference", text: "to the next step in which the eras differ" },
  { keys: ["p"], shown: "p", action: "previous difference", text: "to the previous one" },
  { keys: ["w"], shown: "w", action: "next change", text: "to the next change of the value that was asked about" },
  { keys: ["W"], shown: "Shift w", action: "previous change", text: "to the previous one" },
  { keys: [" "], shown: "Space", action: "play", text: "play or pause, in the list of steps" },
  { keys: ["?"], shown: "?", action: "help", text: "this list" },
];

/** null: the key is not ours, or belongs to what has the focus. */
export function actionOf(event: KeyboardEvent): Action | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target as HTMLElement;
  if (target.closest("select, textarea, dialog, summary, [role=tab], input:not([type=range])")) return null;
  const inSteps = target.closest("[data-steps]") !== null;
  if (inSteps && event.key === "ArrowDown") return "forward";
  if (inSteps && event.key === "ArrowUp") return "back";
  // A button is pressed by it, and a slider is moved by these.
  if (event.key === " " && !inSteps) return null;
  if (target.matches("input[type=range]") && /^(Arrow|Home|End)/.test(event.key)) return null;
  return KEYS.find(({ keys }) => keys.includes(event.key))?.action ?? null;
}
