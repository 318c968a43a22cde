/** What only a process of its own shows: pipes, colours, and the exit status that the shell sees. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const MAIN = "src/cli/main.ts";

function shell(command: string, env: Record<string, string> = {}) {
  const { NO_COLOR, FORCE_COLOR, ...clean } = process.env;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    encoding: "utf8",
    env: { ...clean, NODE: process.execPath, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, out: stdout, err: stderr };
}
const ESCAPE = "\u001b[";

test("a pipe gets no colours, and the process ends with the command's status", () => {
  const { status, out, err } = shell(`"$NODE" ${MAIN} run balloon-compaction --era flags`);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).toContain("flags: ok");
  expect(out).not.toContain(ESCAPE);
});

test("bad input ends the process with 2", () => {
  const { status, out, err } = shell(`"$NODE" ${MAIN} run no-such-scenario`);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain("no scenario has this id");
});

test.each([
  { what: "of what is fine", args: "isolate-races-deflate --era flags --no-races", status: 0 },
  {
    what: "of what goes wrong",
    args: "isolate-races-deflate --era mops --without isolate:recheck --no-races",
    status: 1,
  },
])("two threads say what one says, $what, but for what they count", ({ args, status }) => {
  const one = shell(`"$NODE" ${MAIN} explore ${args}`);
  const two = shell(`"$NODE" ${MAIN} explore ${args} --jobs 2`);
  const uncounted = ({ out }: { out: string }) => out.split("\n").filter((_, line) => line !== 1);
  expect({ status: two.status, err: two.err, out: uncounted(two) }).toEqual({ status, err: "", out: uncounted(one) });
  expect(two.out.split("\n")[1]).toMatch(/counted by each of 2 jobs|with 2 jobs nothing is counted/);
});

test("FORCE_COLOR paints, and NO_COLOR does not", () => {
  expect(shell(`"$NODE" ${MAIN} list`, { FORCE_COLOR: "1" }).out).toContain(ESCAPE);
  expect(shell(`"$NODE" ${MAIN} list`, { NO_COLOR: "1" }).out).not.toContain(ESCAPE);
});

test("who reads only the head of much output gets it, and no crash", () => {
  const { status, out, err } = shell(`"$NODE" ${MAIN} compare balloon-compaction --json | head -n 2`);
  expect({ status, out, err }).toEqual({ status: 0, out: '{\n  "format": "movable-eras/comparison",\n', err: "" });
});

test.runIf(existsSync("/dev/full"))("where nothing can be written any more it says so, and ends with 2", () => {
  const { status, err } = shell(`"$NODE" ${MAIN} list > /dev/full`);
  expect(status).toBe(2);
  expect(err).toMatch(/^eras: the output can't be written: ENOSPC: .*\nFree some space there.*\n$/);
});

test.each(["/dev/zero", "/dev/stdin", "pipe.yaml"])("%s is no file to read a scenario from, in any command", (path) => {
  for (const command of ["check", "run", "compare", "explore", "refine", "bisect --series 2025"]) {
    const [name, ...options] = command.split(" ");
    const called = `${resolve(MAIN)} ${name} ${path} ${options.join(" ")}`;
    const { status, out, err } = shell(`cd "$(mktemp -d)" && mkfifo pipe.yaml && yes | "$NODE" ${called}`);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/: this is no file but a pipe, a socket or a device\. Expected a scenario file\./);
  }
});
