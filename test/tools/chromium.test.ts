import { describe, expect, it } from "vitest";
import { findChromium, type Machine } from "../../src/tools/site/chromium.ts";

function machine(platform: NodeJS.Platform, env: Machine["env"], ...files: string[]): Machine {
  return { platform, env, exists: (path) => files.includes(path) };
}

describe("finding a Chromium", () => {
  it("takes CHROMIUM_PATH before anything else", () => {
    const env = { CHROMIUM_PATH: "/opt/chrome", PATH: "/usr/bin" };
    expect(findChromium(machine("linux", env, "/usr/bin/chromium", "/opt/chrome"))).toBe("/opt/chrome");
  });

  it("says so when CHROMIUM_PATH names nothing", () => {
    const env = { CHROMIUM_PATH: "/opt/chrome", PATH: "/usr/bin" };
    expect(() => findChromium(machine("linux", env, "/usr/bin/chromium"))).toThrow("CHROMIUM_PATH is /opt/chrome");
  });

  it("follows the order of PATH", () => {
    const env = { PATH: "/home/me/bin:/usr/bin" };
    const files = ["/usr/bin/chromium", "/home/me/bin/google-chrome"];
    expect(findChromium(machine("linux", env, ...files))).toBe("/home/me/bin/google-chrome");
  });

  it("looks into /Applications on macOS", () => {
    const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(findChromium(machine("darwin", { PATH: "" }, chrome))).toBe(chrome);
  });

  it("looks into the program folders of Windows", () => {
    const chrome = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
    expect(findChromium(machine("win32", { PROGRAMFILES: "C:\\Program Files" }, chrome))).toBe(chrome);
  });

  it("finds nothing where there is nothing", () => {
    expect(findChromium(machine("linux", {}))).toBeUndefined();
  });
});
