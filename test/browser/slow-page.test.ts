// A page that comes in pieces, as over a slow line: the rows of a table that still come change its columns, so nothing may be
// painted before its end. pages.test.ts sees that only when the machine happens to be slow.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { must } from "../../src/engine/must.ts";
import { meter } from "./cost.ts";

const PIECES = 20;

let server: Server;
let url: string;

test.beforeAll(async ({ baseURL }) => {
  server = createServer(async (request, response) => {
    const file = await fetch(new URL(request.url ?? "/", baseURL));
    const type = file.headers.get("content-type") ?? "";
    const bytes = Buffer.from(await file.arrayBuffer());
    response.writeHead(file.status, { "content-type": type });
    const size = type.startsWith("text/html") ? Math.ceil(bytes.length / PIECES) : bytes.length;
    for (let at = 0; at < bytes.length; at += size) {
      response.write(bytes.subarray(at, at + size));
      await pause(50);
    }
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  url = new URL(new URL(must(baseURL, "baseURL")).pathname, `http://127.0.0.1:${port}`).href;
});

test.afterAll(() => {
  server.close();
  server.closeAllConnections();
});

for (const path of ["bugs/", "kernels/"]) {
  test(`stands still while /${path} comes in pieces`, async ({ page }) => {
    const measure = await meter(page);
    await page.goto(url + path);
    expect((await measure()).shift).toBe(0);
  });
}
