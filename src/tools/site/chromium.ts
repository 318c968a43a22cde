// Finds the Chromium that the browser tests (playwright.config.ts) and the screenshots drive. Playwright's own is never downloaded.
//
// Order: $CHROMIUM_PATH, then the usual names on PATH, then the usual places of macOS and Windows. Where there is
// none and we are root on a Debian, Debian's own package is installed; everywhere else the error says what to do.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";
import { type Browser, chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

const MAC_APPS = ["Chromium", "Google Chrome", "Microsoft Edge"];

const WINDOWS_PROGRAMS = ["Chromium\\Application\\chrome.exe", "Google\\Chrome\\Application\\chrome.exe"];

/** What the search looks at, so that a test can describe a machine that it does not run on. */
export type Machine = {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  exists: (path: string) => boolean;
};

const thisMachine: Machine = { platform: process.platform, env: process.env, exists: existsSync };

/** The path of a Chromium, or undefined. A wrong $CHROMIUM_PATH is an error, never a silent fallback. */
export function findChromium({ platform, env, exists }: Machine = thisMachine): string | undefined {
  const named = env.CHROMIUM_PATH;
  if (named) {
    if (exists(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
  }
  return candidates(platform, env).find(exists);
}

function candidates(platform: NodeJS.Platform, env: Machine["env"]): string[] {
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => WINDOWS_PROGRAMS.map((program) => win32.join(root, program)));
  }
  const folders = [...(env.PATH ?? "").split(":").filter(Boolean), "/usr/bin", "/snap/bin"];
  const onPath = folders.flatMap((folder) => NAMES.map((name) => posix.join(folder, name)));
  if (platform !== "darwin") return onPath;
  const apps = MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  return [...apps, ...onPath];
}

/** The path of a Chromium, which is installed first where that can be done without asking anybody. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("No Chromium found. Installing Debian's package: apt-get install chromium");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"], env });
    const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    execFileSync("apt-get", install, { stdio: ["ignore", "ignore", "inherit"], env });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "The browser tests need Chromium or Chrome, and none was found.\n" +
      "Install one (Debian, Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium),\n" +
      "or set CHROMIUM_PATH to the program file of one that you have.",
  );
}

export const ARGUMENTS = [
  // Chromium refuses to start its sandbox as root, which is what containers run as.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** For what is no test; the caller closes it. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), args: ARGUMENTS });
}
