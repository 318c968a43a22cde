/** The panels of the screen, in the order of their tabs. */
import type { Panel } from "../../engine/compare/session.ts";

export const TABS: readonly { id: Panel; name: string }[] = [
  { id: "watch", name: "Watch" },
  { id: "race", name: "Race" },
  { id: "orders", name: "Every order" },
  { id: "predict", name: "Predict" },
];
