/** The file system of the guest: a static busybox, our init, the modules that the pattern needs, and what is to be traced. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import type { Act } from "./acts.ts";
import { TRACED } from "./functions.ts";
import { RecordError } from "./tools.ts";

/** `own`: a module that comes with no kernel, to be loaded last. */
export function packInitramfs(
  busybox: string,
  modules: string,
  { drivers, also = [] }: { drivers: readonly string[]; also?: readonly string[] },
  own: string | null,
  acts: readonly Act[],
  folder: string,
): string {
  const root = join(folder, "root");
  for (const each of ["bin", "proc", "sys", "dev", "tmp", "out", "modules", "acts"])
    mkdirSync(join(root, each), { recursive: true });
  copyFileSync(busybox, join(root, "bin/busybox"));
  copyFileSync(join(import.meta.dirname, "guest.sh"), join(root, "init"));
  for (const file of ["bin/busybox", "init"]) chmodSync(join(root, file), 0o755);
  symlinkSync("busybox", join(root, "bin/sh"));
  const order = copyModules(modules, drivers, join(root, "modules"), also);
  if (own !== null) {
    copyFileSync(own, join(root, "modules/own"));
    order.push("own");
  }
  writeFileSync(join(root, "modules/order"), lines(order));
  writeFileSync(join(root, "acts/order"), lines(acts.map(({ name }) => name)));
  for (const { name, ...parts } of acts)
    for (const [part, does] of Object.entries(parts)) writeFileSync(join(root, "acts", `${name}.${part}`), lines(does));
  writeFileSync(join(root, "functions"), functions(own !== null));
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  const image = execFileSync("cpio", ["--create", "--format=newc", "--quiet"], {
    cwd: root,
    input: [".", ...names].join("\n"),
    maxBuffer: 2 ** 28,
  });
  writeFileSync(join(folder, "initrd"), image);
  return join(folder, "initrd");
}

const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join("");

/** A line for each function: its name, and `root`, `enter` and `leave` where they apply. */
function functions(few: boolean): string {
  return Object.entries(TRACED)
    .map(([name, { pages, returns, root, often }]) => [
      name,
      root && "root",
      pages && (few || !often) && "enter",
      returns && "leave",
    ])
    .map((words) => `${words.filter(Boolean).join(" ")}\n`)
    .join("");
}

/** With those they depend on, in the order of loading. A driver that is built in has no file, but a line in modules.builtin. */
export function copyModules(
  from: string,
  drivers: readonly string[],
  to: string,
  also: readonly string[] = [],
): string[] {
  const all = readdirSync(from, { recursive: true, encoding: "utf8" });
  const files = new Map(
    all.filter((file) => /\.ko(\.xz|\.zst)?$/.test(file)).map((file) => [nameOf(file), join(from, file)]),
  );
  const list = join(from, "modules.builtin");
  const builtin = existsSync(list) ? readFileSync(list, "utf8").split("\n").map(nameOf) : null;
  const missing = drivers.filter((name) => !files.has(name) && builtin?.includes(name) === false);
  if (missing.length > 0) {
    throw new RecordError(
      `${basename(from)} has no ${missing.join(", ")}, neither built in nor as a module`,
      "Usually a flavour for other machines leaves such drivers out. Try: the package without a flavour in its name",
    );
  }
  const order: string[] = [];
  const add = (name: string) => {
    const file = files.get(name);
    if (file === undefined || order.includes(name)) return;
    const module = unpacked(file);
    const depends = /\0depends=([^\0]*)\0/.exec(module.toString("latin1"))?.[1] ?? "";
    for (const other of depends.split(",")) add(other.replaceAll("-", "_"));
    writeFileSync(join(to, name), module);
    order.push(name);
  };
  for (const driver of [...drivers, ...also]) add(driver);
  return order;
}

/** "kernel/drivers/virtio/virtio-pci.ko.xz" is virtio_pci. */
function nameOf(file: string): string {
  return basename(file)
    .replace(/\.ko.*$/, "")
    .replaceAll("-", "_");
}

function unpacked(file: string): Buffer {
  if (file.endsWith(".xz")) return execFileSync("xz", ["-dc", file], { maxBuffer: 2 ** 28 });
  const bytes = readFileSync(file);
  return file.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes;
}
