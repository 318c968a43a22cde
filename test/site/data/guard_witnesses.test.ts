/** What goes wrong on another memory than the scenario's own is a link as well, and the link opens it. */
import { describe, expect, test } from "vitest";
import { findEra } from "../../../models/index.ts";
import { decode } from "../../../src/engine/links/decode.ts";
import { select } from "../../../src/engine/links/open.ts";
import { must } from "../../../src/engine/must.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { witnessesOf } from "../../../src/site/data/guard_witnesses.ts";

const entries = guardRegister().filter(({ eras }) =>
  Object.values(eras).some((cell) => "verdict" in cell && cell.memory !== undefined),
);

describe.each(entries)("$guard", (entry) => {
  test("shows in the player what the register says", async () => {
    const witnesses = await witnessesOf(entry);
    for (const [era, { link }] of witnesses) {
      const cell = entry.eras[era];
      if (cell === undefined || !("verdict" in cell)) throw new Error(`${era} has no verdict`);
      const decoded = await decode(new URL(must(link, "link"), "https://example.org").hash);
      expect(decoded.problems).toEqual([]);
      const { selection, session, problems } = select(decoded.link, findScenario(cell.scenario));
      expect(problems).toEqual([]);
      expect(selection.inView ?? selection.kernels[0]).toBe(era);
      const kernel = must(findEra(era), "kernel");
      const column = session.columns.find((each) => each.kernel === `${kernel.era.id}@${kernel.release.id}`);
      const { kind, rule } = must(column, "run").trace.verdict;
      expect([kind, rule].filter(Boolean).join(" ")).toBe(cell.verdict);
    }
    expect(witnesses.size).toBeGreaterThan(0);
  });
});
