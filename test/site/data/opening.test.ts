// The check on the first page is the models' own, in either language.

import { expect, test } from "vitest";
import { openingProps } from "../../../src/site/data/opening.ts";
import { CHECK } from "../../../src/views/opening/runs.ts";

test("shows the lines of each era that ask, as C and as they are", async () => {
  for (const { id, code } of (await openingProps()).eras) {
    expect(code.c, id).toMatch(/^if \(.+\)\n {4}(?:goto|return) \w+;$/);
    expect(code.typescript, id).toContain(`k.guard("${CHECK}")`);
    const count = (brace: string) => code.typescript.split(brace).length;
    expect(count("{"), code.typescript).toBe(count("}"));
  }
});
