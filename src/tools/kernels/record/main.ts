// npm run kernel:record -- 6.1 balloon-compact: has a real kernel do it, under its own tracer, and compares with what the
// project holds. Nothing is installed; what is downloaded and unpacked goes into a temporary folder that is removed again.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { codeOf, messageOf } from "../../../engine/message.ts";
import { knownPatterns } from "../../../knowledge/kernels/files.ts";
import { ACTED } from "../../../knowledge/kernels/schema.ts";
import { about } from "./about.ts";
import { acted } from "./acted.ts";
import { ACTS, type Act } from "./acts.ts";
import { boot } from "./boot.ts";
import { buildActors } from "./build.ts";
import { packInitramfs } from "./initramfs.ts";
import { fetchKernel } from "./package.ts";
import { recorded } from "./recorded.ts";
import { besideStored } from "./stored.ts";
import { RecordError, tools } from "./tools.ts";

/** What a guest can be asked to do, and the drivers that it needs for that; others it has if the kernel has them. */
const PATTERNS: Readonly<Record<string, { drivers: readonly string[]; also?: readonly string[] }>> = {
  "balloon-compact": { drivers: ["virtio_pci", "virtio_balloon"] },
  [ACTED]: {
    drivers: ["virtio_pci", "virtio_balloon"],
    also: ["zsmalloc", "z3fold", "vmw_balloon", "virtio_mem", "lzo_rle", "zram"],
  },
};

const HELP = `npm run kernel:record -- KERNEL PATTERN [OPTIONS]

Downloads a Debian kernel with the system's package client, boots it in QEMU without KVM, has it do PATTERN under ftrace, and writes
what it did to kernel-recordings/. Takes a minute or two, and "acted" up to ten: it compiles a module for the guest first, with gcc and the
kernel's headers, so that actors can do what scenarios say.

  KERNEL          a version ("6.1", "7.2"), or a package ("linux-image-6.1.0-50-amd64-unsigned")
  PATTERN         ${Object.keys(PATTERNS).join(", ")}
  --act NAME      only this act of acts.txt, and as many more of them as are named; without it, all of them
  --seconds N     give the guest up after N seconds (600)
  --keep          keep the temporary folder, and say where it is

Example:
  npm run kernel:record -- 6.1 balloon-compact

Exit status: 0 recorded, 2 something is missing or went wrong.
`;

async function main(args: string[]): Promise<void> {
  const options = {
    act: { type: "string", multiple: true },
    seconds: { type: "string" },
    keep: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [version, pattern, ...more] = positionals;
  if (values.help) return void process.stdout.write(HELP);
  const seconds = Number(values.seconds ?? 600);
  if (version === undefined || pattern === undefined || more.length > 0)
    throw new RecordError("name a kernel and a pattern", HELP);
  const needed = PATTERNS[pattern];
  if (needed === undefined)
    throw new RecordError(`no pattern "${pattern}"`, `There are: ${Object.keys(PATTERNS).join(", ")}`);
  const acts = actsNamed(values.act);
  if (!(seconds > 0)) throw new RecordError(`--seconds ${values.seconds} is no time`, "A number above 0.");

  const programs = tools();
  const folder = mkdtempSync(join(tmpdir(), "kernel-record-"));
  const remove = () => values.keep || rmSync(folder, { recursive: true, force: true });
  process.on("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(2));
  if (values.keep) say(`working in ${folder}`);

  say(`fetching a kernel for ${version}`);
  const kernel = fetchKernel(version, folder);
  say(`${kernel.name}: booting`);
  const own = pattern === ACTED ? buildActors(kernel.uname, folder) : null;
  const initrd = packInitramfs(programs.busybox, kernel.modules, needed, own, acts, folder);
  const qemu = programs["qemu-system-x86_64"];
  const out = await boot({
    qemu,
    vmlinuz: kernel.vmlinuz,
    initrd,
    pattern,
    folder,
    seconds,
    say: (text) => say(`guest: ${text}`),
  });
  const found = pattern === ACTED ? acted(out, kernel.uname, knownPatterns()) : recorded(out, kernel.uname, pattern);
  const target = join("kernel-recordings", kernel.uname);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, `${pattern}.json`), `${JSON.stringify(found, null, 1)}\n`);
  writeFileSync(join(target, "kernel.json"), `${JSON.stringify(about(kernel, qemu, pattern), null, 1)}\n`);
  for (const line of besideStored(found)) say(line);
  say(`written to ${target}/${pattern}.json`);
}

function actsNamed(names = ACTS.map(({ name }) => name)): Act[] {
  return names.map((name) => {
    const act = ACTS.find((each) => each.name === name);
    if (act === undefined)
      throw new RecordError(`no act "${name}"`, `There are: ${ACTS.map((each) => each.name).join(", ")}`);
    return act;
  });
}

const start = performance.now();
function say(text: string): void {
  process.stdout.write(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof RecordError || codeOf(error)?.startsWith("ERR_PARSE_ARGS");
  if (!known) throw error;
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
}
