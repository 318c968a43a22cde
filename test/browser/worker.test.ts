// The explorer in a Web Worker of a real browser: the same verdict as here, progress on the way, and an end when it is cancelled.
// Its modules are served as they are, with their types stripped, so that nothing stands between the source and the browser.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import type { EraId } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import type { Scenario } from "../../src/engine/scenario/scenario.ts";
import type { Explorer } from "../../src/engine/verify/start.ts";
import { verify } from "../../src/engine/verify/verify.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { scanners } from "../engine/explore/scanners.ts";
import { test } from "./tab.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Which files browsers have in place of others, as whoever builds for them reads it. */
const INSTEAD: Record<string, string> = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).browser;
const QUICK = { invariants: false, shorten: false };

const HTML = `<title>worker</title><script type="module">
  import { startExplorer } from "/src/engine/verify/start.ts";
  Object.assign(window, { startExplorer });
</script>`;

let server: Server;

test.beforeAll(async () => {
  server = createServer(async ({ url = "/" }, response) => {
    if (!url.endsWith(".ts")) return response.writeHead(200, { "content-type": "text/html" }).end(HTML);
    const source = await readFile(join(ROOT, INSTEAD[`.${url}`] ?? url), "utf8");
    return response.writeHead(200, { "content-type": "text/javascript" }).end(stripTypeScriptTypes(source));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
test.beforeEach(async ({ page }) => {
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("window.startExplorer");
});
test.afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Verifies in a worker of the page; cancels after so many reports of progress. */
function inWorker(page: Page, scenario: Scenario, era: EraId, cancelAfter: number) {
  return page.evaluate(
    async ({ scenario, era, options, cancelAfter }) => {
      const explorer = (window as unknown as { startExplorer(): Explorer }).startExplorer();
      let reports = 0;
      const running = explorer.ask(
        "verify",
        { scenario, era, options },
        {
          tell: () => {
            if (++reports === cancelAfter) running.cancel();
          },
        },
      );
      const { verdict, message, exploration } = await running.answer;
      return { verdict, message, executions: exploration.executions, states: exploration.states, reports };
    },
    { scenario, era, options: { ...QUICK, findAll: true }, cancelAfter },
  );
}

for (const era of ERAS) {
  test(`a worker says of ${era.id} what is said here`, async ({ page }) => {
    const scenario = findScenario("migrate-races-deflate");
    const here = verify(scenario, era, era.releases[0], { ...QUICK, findAll: true });
    const { executions, states } = here.exploration;
    const there = await inWorker(page, scenario, era.id, Number.POSITIVE_INFINITY);
    expect(there).toMatchObject({ verdict: here.verdict, executions, states });
  });
}

test("a worker tells how far it is, and stops when it is cancelled", async ({ page }) => {
  const { verdict, message, reports } = await inWorker(page, scanners(3), "flags", 1);
  expect({ verdict, message }).toEqual({ verdict: "bound", message: "cancelled" });
  expect(reports).toBeLessThanOrEqual(3);
});
