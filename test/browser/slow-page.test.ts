// A page that comes in pieces, as over a slow line: the rows of a table that still come change its columns, so nothing may be
// painted before its end. pages.test.ts sees that only when the machine happens to be slow.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";
import { meter } from "./cost.ts";

const PIECES = 20;

let browser: Browser;
let server: Server;
let url: string;

beforeAll(async () => {
  browser = await launch();
  server = createServer(async (request, response) => {
    const file = await fetch(new URL(request.url ?? "/", inject("url")));
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
  url = new URL(new URL(inject("url")).pathname, `http://127.0.0.1:${port}`).href;
});

afterAll(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
});

it.each(["bugs/", "kernels/"])("stands still while /%s comes in pieces", async (path) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const measure = await meter(page);
  await page.goto(url + path, { waitUntil: "networkidle" });
  expect((await measure()).shift).toBe(0);
});
