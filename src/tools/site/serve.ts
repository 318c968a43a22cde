// Serves a built site on loopback, as any static host would, and lists its pages.

import { globSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const BUILT = fileURLToPath(new URL("../../../dist/", import.meta.url));

const base = `/${process.env.BASE ?? ""}/`.replace(/\/+/g, "/");

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

export type Site = {
  /** Where the site starts, with a slash at the end. */
  url: string;
  /** The path of every page, relative to `url`; the first page is the empty string. */
  pages: string[];
  close: () => Promise<void>;
};

/** `dist`: a folder, with a slash at the end. */
export async function serveSite(dist = BUILT): Promise<Site> {
  const pages = listPages(dist);
  const server = createServer(async (request, response) => {
    const file = await fileFor(dist, new URL(request.url ?? "/", "http://localhost").pathname);
    if (file) {
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      response.end(await readFile(file));
    } else {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}${base}`,
    pages,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** No page for readers: review.test.ts. */
const FRAME = "review/frame.html";

export function listPages(dist = BUILT): string[] {
  const pages = globSync("**/*.html", { cwd: dist, exclude: [FRAME] })
    .map((file) => file.replaceAll("\\", "/").replace(/(^|\/)index\.html$/, "$1"))
    .sort();
  if (pages.length === 0) throw new Error(`There is no built site in ${dist}. Run "npm run build" first.`);
  return pages;
}

async function fileFor(dist: string, pathname: string): Promise<string | undefined> {
  if (!pathname.startsWith(base)) return undefined;
  // `join` resolves "..", so what leaves dist is seen here.
  const path = join(dist, decodeURIComponent(pathname.slice(base.length)));
  if (!path.startsWith(dist)) return undefined;
  for (const file of [path, join(path, "index.html")]) {
    if ((await stat(file).catch(() => undefined))?.isFile()) return file;
  }
  return undefined;
}
