/** The version that a link carries: of the models, as the build found them, and of what the scenario does. */
import type { Scenario } from "../scenario/scenario.ts";

/** Put there by the build: model_version.ts. */
declare const __MODEL_VERSION__: string;

/** "1a2b3c4d". */
export const modelsVersion: string = __MODEL_VERSION__;

/** "1a2b3c4d-5e6f7a8b". The words about a scenario can change without a change of what it does. */
export function versionOf({ machine, config, drivers, setup, actors, order, without }: Scenario): string {
  const does = JSON.stringify([machine, config, drivers, setup, actors, order, without], (key, value) =>
    key === "line" || key === "column" ? undefined : value,
  );
  return `${modelsVersion}-${checksum(does)}`;
}

/** FNV-1a: nobody has to be kept from forging it. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
