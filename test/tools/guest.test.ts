// The guest without a kernel: what its script asks of busybox, and what the recorder does with a guest that is made up.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { must } from "../../src/engine/must.ts";
import { connectHost } from "../../src/tools/kernels/record/balloon.ts";
import { boot } from "../../src/tools/kernels/record/boot.ts";

const script = join(import.meta.dirname, "../../src/tools/kernels/record/guest.sh");
const text = readFileSync(script, "utf8");
const folder = mkdtempSync(join(tmpdir(), "guest-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the script of the guest", () => {
  /** `busybox find --help` of Debian 12's busybox-static 1.35.0, as far as it says what can be looked for and done. */
  const FIND =
    "follow H L xdev maxdepth mindepth depth name iname path ipath regex type executable perm mtime atime ctime mmin amin cmin newer inum user group size links empty prune print print0 exec".split(
      " ",
    );

  test("has find do nothing that the smallest busybox cannot", () => {
    const lines = text.split("\n").filter((line) => /^\s*find /.test(line));
    expect(lines.length).toBeGreaterThan(0);
    const options = lines.flatMap((line) =>
      [...must(line.split("|")[0], "first word").matchAll(/ -(\w+)/g)].map(([, option]) => option),
    );
    expect(options.filter((option) => !FIND.includes(must(option, "option")))).toEqual([]);
  });

  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  test.skipIf(busybox === undefined)("scatters memory with nothing but busybox", () => {
    const [bin, small] = [join(folder, "bin"), join(folder, "small")];
    mkdirSync(bin);
    spawnSync(must(busybox, "busybox"), ["--install", "-s", bin]);
    const [fragment = ""] = /^fragment\(\) \{[\s\S]*?^\}/m.exec(text) ?? [];
    const few = fragment.replaceAll("/tmp/small", small).replace("40000", "40");
    expect(few).not.toBe(fragment);
    const { status, stderr } = spawnSync(must(busybox, "busybox"), ["sh", "-ec", `${few}\nfragment`], {
      encoding: "utf8",
      env: { PATH: bin },
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const even = Array.from({ length: 20 }, (_, index) => String(2 * index));
    expect(readdirSync(small).sort()).toEqual(even.sort());
  });
});

/** The emulator's side of QMP: what it returns to a command, or null where it goes away. */
async function emulator(
  answer: (execute: string, args: Record<string, unknown>) => object | number | null,
): Promise<string> {
  const path = join(mkdtempSync(join(folder, "qmp-")), "socket");
  const server = createServer((socket) => {
    socket.write('{"QMP": {}}\n');
    socket.on("error", () => {});
    socket.on("data", (data) => {
      for (const line of String(data).trim().split("\n")) {
        const { execute, arguments: args } = JSON.parse(line);
        const said = answer(execute, args);
        if (said === null) return socket.destroy();
        socket.write(`${JSON.stringify({ return: said })}\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  return path;
}

/** One of the answers at each look, and the last one for ever. */
function inTurn<A>(answers: A[]): A {
  return must(answers.length > 1 ? answers.shift() : answers[0], "answer");
}

describe("a balloon", () => {
  const MEMORY = 512 * 2 ** 20;
  /** `answers`: what the guest has, or "gone". */
  async function balloon(answers: (number | "gone")[], asked: unknown[] = []) {
    const path = await emulator((execute, args) => {
      if (execute === "balloon") asked.push(args.value);
      if (execute !== "query-balloon") return {};
      const actual = inTurn(answers);
      return actual === "gone" ? null : { actual };
    });
    return connectHost(path, MEMORY, 0);
  }

  test("has its target, or a part of it", async () => {
    const asked: unknown[] = [];
    const target = MEMORY - 4096;
    await (await balloon([MEMORY, MEMORY, target], asked)).setTarget("-4k");
    expect(asked).toEqual([target]);
    await (await balloon([MEMORY, MEMORY - 4096])).setTarget("-128M");
  });
  test("that does not move at all is an error, as for a guest without the driver", async () => {
    await expect((await balloon([MEMORY])).setTarget("-4k")).rejects.toThrow(
      "asked for -4k of memory, and its balloon did not move",
    );
  });
  test("whose emulator goes away is an error", async () => {
    await expect((await balloon([MEMORY, "gone"])).setTarget("-4k")).rejects.toThrow("the emulator closed its socket");
  });
});

describe("virtio-mem", () => {
  /** `plugged`: bytes that the guest has. */
  async function host(plugged: number[], asked: unknown[] = []) {
    const path = await emulator((execute, args) => {
      if (execute === "qom-set") asked.push(args);
      return execute === "qom-get" ? inTurn(plugged) : {};
    });
    return connectHost(path, 0, 0);
  }

  test("has plugged what the host wants, nothing too", async () => {
    const asked: unknown[] = [];
    await (await host([128 * 2 ** 20, 2 ** 20, 0], asked)).setMemory("0M");
    expect(asked).toEqual([{ path: "/machine/peripheral/memory", property: "requested-size", value: 0 }]);
  });
  test("that keeps something else is an error", async () => {
    await expect((await host([2 ** 20])).setMemory("128M")).rejects.toThrow(
      "asked for 128M of plugged memory, and has something else",
    );
  });
});

describe("a guest", () => {
  /** Stands in for the emulator. */
  function fake(source: string) {
    const qemu = join(mkdtempSync(join(folder, "boot-")), "qemu.mjs");
    writeFileSync(qemu, `#!${process.execPath}\n${source}`, { mode: 0o755 });
    const said: string[] = [];
    const booted = boot({
      qemu,
      vmlinuz: "vmlinuz",
      initrd: "initrd",
      pattern: "balloon-compact",
      folder: join(qemu, ".."),
      seconds: 600,
      say: (what) => said.push(what),
    });
    return { said, booted };
  }

  test("is not to check the timer, nor to move its kernel", async () => {
    const { said, booted } = fake('console.log("@@ say", process.argv.join(" "))');
    await expect(booted).rejects.toThrow(/the guest stopped before it was done\nIts last words:\n/);
    for (const word of ["no_timer_check", "nokaslr", "record=balloon-compact"])
      expect(said[0]?.split(" ")).toContain(word);
  });
  test("whose balloon is not to be had is told of with its last words, the usual cause and what to do", async () => {
    const { booted } = fake(
      'console.log("Kernel panic"); console.log("@@ ask balloon -4k"); setInterval(() => {}, 1000)',
    );
    await expect(booted).rejects.toMatchObject({
      name: "RecordError",
      message: expect.stringMatching(
        /^kernel:record: .*ENOENT[^\n]*\nIts last words:\nKernel panic\n[\s\S]*\nUsually .*virtio_balloon.* Try: /,
      ),
    });
  });
});
