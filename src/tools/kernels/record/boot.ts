/** Boots a kernel in an emulator, does for the guest what only its host can, and returns what it sent back. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ACTED } from "../../../knowledge/kernels/schema.ts";
import { connectHost } from "./balloon.ts";
import { RecordError } from "./tools.ts";

/** Five memory blocks of 128 MiB, and a little more: the last bytes of a machine are no memory, and no whole block. */
const MEMORY_MIB = 648;

export interface Boot {
  qemu: string;
  vmlinuz: string;
  initrd: string;
  pattern: string;
  folder: string;
  seconds: number;
  /** What the guest and the emulator say, for people who wait. */
  say(text: string): void;
}

/** The folder with the guest's files. */
export async function boot({ qemu, vmlinuz, initrd, pattern, folder, seconds, say }: Boot): Promise<string> {
  const [socket, archive] = [join(folder, "qmp"), join(folder, "out.tar.gz")];
  const guest = spawn(qemu, emulatorLine({ socket, archive, vmlinuz, initrd, pattern }), {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const kill = () => void guest.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<number | null>((resolve) => guest.on("close", resolve));
  const late = setTimeout(kill, seconds * 1000);
  let done = false;
  const console: string[] = [];
  // A guest that has gone is told of by the end of its console.
  guest.stdin.on("error", () => {});
  guest.stderr.on("data", (data) => console.push(String(data)));
  const asked = new Promise<void>((resolve, reject) => {
    const lines = createInterface({ input: guest.stdout });
    let host: ReturnType<typeof connectHost> | null = null;
    lines.on("line", async (line) => {
      console.push(line);
      const [, kind, what = ""] = /@@ (ask|say) (.*?)\r?$/.exec(line) ?? [];
      if (kind === "say") {
        done = what === "done";
        say(what);
      }
      if (kind !== "ask") return;
      try {
        host ??= connectHost(socket, MEMORY_MIB * 2 ** 20);
        const [device, amount = ""] = what.split(" ");
        await (device === "memory" ? (await host).setMemory(amount) : (await host).setTarget(amount));
        guest.stdin.write("ok\n");
      } catch (error) {
        reject(error);
      }
    });
    lines.on("close", resolve);
  });
  const problem = (what: string, next: string) =>
    new RecordError(what, `Its last words:\n${console.slice(-12).join("\n")}\n${next}`);
  try {
    await asked.catch(({ message }: Error) => {
      throw problem(
        message,
        "Usually the kernel lacks virtio_balloon, or has stopped. Try: another package, or --keep to see what it left",
      );
    });
    const status = await ended;
    if (!done) {
      throw problem(
        status === null ? `not done after ${seconds} seconds` : "the guest stopped before it was done",
        `Try: --seconds ${seconds * 2}, or --keep to see what it left`,
      );
    }
  } finally {
    clearTimeout(late);
    kill();
  }
  const out = join(folder, "out");
  mkdirSync(out);
  execFileSync("tar", ["-xzf", archive, "-C", out]);
  return out;
}

export const MACHINE = `without KVM, one thread for both processors, ${MEMORY_MIB} MiB of memory`;

/** What the emulator is told. */
export function emulatorLine(files: {
  socket: string;
  archive: string;
  vmlinuz: string;
  initrd: string;
  pattern: string;
}) {
  const { socket, archive, vmlinuz, initrd, pattern } = files;
  return [
    ...[...emulator, ...(pattern === ACTED ? LIKE_VMWARE : ["-cpu", "qemu64"])],
    ...["-m", pattern === ACTED ? `${MEMORY_MIB},maxmem=1G` : `${MEMORY_MIB}`, ...devices(socket, archive)],
    ...(pattern === ACTED ? MORE_MEMORY : []),
    ...["-kernel", vmlinuz, "-initrd", initrd, "-append", kernelLine(pattern)],
  ];
}

/** One thread for both processors: with two, ftrace's patching of code makes guests crash (QEMU 7.2). */
const emulator = ["-nographic", "-nodefaults", "-no-reboot", "-accel", "tcg,thread=single,tb-size=256"];

/** What a kernel takes for VMware's: vmw_balloon loads nowhere else. */
const LIKE_VMWARE = ["-cpu", "qemu64,-hypervisor", "-machine", "pc,vmport=on", "-smbios", "type=1,serial=VMware-42"];

/** A memory block that virtio-mem can plug and unplug. It has none of it until the host says so. */
const MORE_MEMORY = [
  ...["-object", "memory-backend-ram,id=ram,size=128M"],
  ...["-device", "virtio-mem-pci,id=memory,memdev=ram,requested-size=0"],
];

function devices(socket: string, archive: string): string[] {
  return [
    ...["-smp", "2", "-device", "virtio-balloon-pci,id=balloon"],
    ...["-qmp", `unix:${socket},server=on,wait=off`, "-serial", "stdio", "-serial", `file:${archive}`],
  ];
}

/**
 * Without KASLR the addresses of struct pages tell their frame numbers. Without the check of the timer a kernel does not panic
 * when a busy host is late with the first interrupts. Actors have their pages in a zone where all can be moved, so that nothing of
 * the kernel's own is beside them.
 */
function kernelLine(pattern: string): string {
  const zones = pattern === ACTED ? "movablecore=392M " : "";
  return `${zones}console=ttyS0,115200 nokaslr no_timer_check mitigations=off panic=-1 loglevel=4 rdinit=/init record=${pattern}`;
}
