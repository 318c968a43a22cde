/** What can be told of a kernel and of how it was recorded: kernel.json, from which kernel:convert makes the provenance. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { RecordedKernel } from "../../../knowledge/kernels/schema.ts";
import { emulatorLine, MACHINE } from "./boot.ts";
import type { KernelPackage } from "./package.ts";

/** What decides which functions there are, and whether a driver is a module. */
const OPTIONS = ["CONFIG_BALLOON_COMPACTION", "CONFIG_VIRTIO_BALLOON", "CONFIG_ZSMALLOC", "CONFIG_DEBUG_VM"];

export function about({ name, uname, config }: KernelPackage, qemu: string, pattern: string): RecordedKernel {
  const [, version = ""] = name.split(" ");
  const files = { socket: "qmp", archive: "out.tar.gz", vmlinuz: "vmlinuz", initrd: "initrd", pattern };
  const words = emulatorLine(files).map((word) => (word.includes(" ") ? `"${word}"` : word));
  const emulator = /version (\d[\d.]*\d)/.exec(execFileSync(qemu, ["--version"], { encoding: "utf8" }))?.[1];
  return {
    version: /\d+\.\d+\.\d+/.exec(version)?.[0] ?? version,
    package: `Debian linux ${version}`,
    uname,
    recorded: new Date().toISOString().slice(0, 10),
    emulator: `QEMU ${emulator}, ${MACHINE}`,
    command: `qemu-system-x86_64 ${words.join(" ")}`,
    tracer: "ftrace's function_graph for the calls, kprobes for pages among the arguments, kretprobes for results",
    config: [
      "Transparent huge pages and proactive compaction are switched off at run time.",
      ...(config === null ? [] : optionsIn(readFileSync(config, "utf8"))),
    ],
  };
}

function optionsIn(config: string): string[] {
  return OPTIONS.map((option) => {
    const [, value = "n"] = new RegExp(`^${option}=(.*)$`, "m").exec(config) ?? [];
    return `${option}=${value}`;
  });
}
