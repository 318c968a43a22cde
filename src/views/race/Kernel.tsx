/** On which kernel the race is run. */
import type { VNode } from "preact";
import { ERAS, KERNELS } from "../../../models/index.ts";
import { runnable } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

interface Props {
  scenario: Scenario;
  kernel: string;
  onKernel: (kernel: string) => void;
}

export function Kernel({ scenario, kernel, onKernel }: Props): VNode {
  const { eras } = runnable(scenario, KERNELS);
  const [id = "", release = ERAS.find((era) => era.id === id)?.releases[0]?.id] = kernel.split("@");
  return (
    <label class="race-kernel race-part">
      On kernel{" "}
      <select
        aria-label="On kernel"
        value={`${id}@${release}`}
        onChange={(event) => onKernel(event.currentTarget.value)}
      >
        {eras.map((each) => (
          <option key={each.release.id} value={`${each.era.id}@${each.release.id}`}>
            {each.era.id}, Linux {each.release.id}
          </option>
        ))}
      </select>
    </label>
  );
}
