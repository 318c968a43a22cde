/**
 * Compiles module/actors.c for a kernel, with the headers that the package client has for it and the compiler of this machine. Not with
 * the kernel's own Makefiles: their programs are those of another Debian, and need not run here. So flags that are not about warnings
 * or speed, and what modpost would add, are given by hand.
 */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { saidBy } from "../../../engine/message.ts";
import { must } from "../../../engine/must.ts";
import { RecordError } from "./tools.ts";

const SOURCE = join(import.meta.dirname, "module/actors.c");
const NAME = "actors";

/** The path of the module. */
export function buildActors(uname: string, folder: string): string {
  const into = join(folder, "headers");
  mkdirSync(into);
  const { own, common } = fetchHeaders(uname, into);
  const path = (ending: string) => join(folder, `${NAME}.${ending}`);
  const [object, rest, more, module] = [path("o"), path("mod.c"), path("mod.o"), path("ko")];
  gcc([...flags(own, common), ...TRACEABLE, "-c", SOURCE, "-o", object]);
  writeFileSync(rest, modpost(own, object));
  gcc([...flags(own, common), "-c", rest, "-o", more]);
  execFileSync("ld", ["-r", object, more, "-o", module]);
  return module;
}

function fetchHeaders(uname: string, into: string): { own: string; common: string } {
  const own = `linux-headers-${uname}`;
  const common = own.replace(/-amd64$/, "-common");
  const names = [own, common];
  try {
    execFileSync("apt-get", ["download", ...names], { cwd: into, stdio: ["ignore", "ignore", "pipe"] });
  } catch {
    throw new RecordError(
      `the package client has no ${names.join(" and ")}, which the module of the actors is compiled with`,
      "Usually Debian has dropped the headers of an older kernel. Try: another package of that version, or another pattern",
    );
  }
  for (const deb of readdirSync(into).filter((file) => file.endsWith(".deb")))
    execFileSync("dpkg-deb", ["-x", join(into, deb), into]);
  const unpacked = (name: string) => join(into, "usr/src", name);
  return { own: unpacked(own), common: unpacked(common) };
}

function gcc(args: string[]): string {
  try {
    return execFileSync("gcc", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const said = saidBy(error);
    const first = said.split("\n").find((line) => line.includes("error")) ?? said;
    throw new RecordError(
      `${NAME}.c does not compile: ${first}`,
      "Usually gcc is not installed, or these headers want a newer one. Try: apt-get install gcc binutils",
    );
  }
}

function flags(own: string, common: string): string[] {
  const folders = [
    ...[join(common, "arch/x86/include"), join(own, "arch/x86/include/generated")],
    ...[join(common, "include"), join(own, "include")],
    ...[join(common, "arch/x86/include/uapi"), join(own, "arch/x86/include/generated/uapi")],
    ...[join(common, "include/uapi"), join(own, "include/generated/uapi")],
  ];
  const first = ["compiler-version.h", "kconfig.h", "compiler_types.h"]
    .map((file) => join(common, "include/linux", file))
    .filter((path) => existsSync(path));
  const names = ["KBUILD_BASENAME", "KBUILD_MODNAME", "KBUILD_MODFILE"].map((each) => `-D${each}="${NAME}"`);
  return [
    ...["-nostdinc", "-isystem", gcc(["-print-file-name=include"]).trim(), ...folders.map((each) => `-I${each}`)],
    ...["-D__KERNEL__", "-DMODULE", "-DCC_USING_FENTRY", `-D__KBUILD_MODNAME=kmod_${NAME}`, ...names],
    ...first.flatMap((path) => ["-include", path]),
    ..."-std=gnu11 -fms-extensions -fshort-wchar -fno-strict-aliasing -O2 -w".split(" "),
    // What code of a kernel for x86-64 must not be compiled without.
    ..."-m64 -mcmodel=kernel -fno-pie -fno-pic -mno-red-zone -mno-sse -mno-mmx -mno-sse2 -mno-80387".split(" "),
    ..."-mpreferred-stack-boundary=3 -fno-stack-protector -fno-asynchronous-unwind-tables -fcf-protection=none".split(
      " ",
    ),
  ];
}

/** A call to the tracer at the begin of each function, as in a kernel that gcc has compiled. */
const TRACEABLE = ["-pg", "-mfentry", "-mrecord-mcount"];

/** What makes a module of an object: who it is, for which kernel, and which version of each symbol it was compiled against. */
function modpost(own: string, object: string): string {
  const head = `#define INCLUDE_VERMAGIC
#include <linux/module.h>
#include <linux/vermagic.h>
MODULE_INFO(vermagic, VERMAGIC_STRING);
MODULE_INFO(name, KBUILD_MODNAME);
MODULE_INFO(depends, "");
__visible struct module __this_module __section(".gnu.linkonce.this_module") = {
	.name = KBUILD_MODNAME, .init = init_module, .arch = MODULE_ARCH_INIT,
};
`;
  if (!/^CONFIG_MODVERSIONS=y$/m.test(readFileSync(join(own, "include/config/auto.conf"), "utf8"))) return head;
  const symvers = readFileSync(join(own, "Module.symvers"), "utf8").split("\n");
  const versions = new Map(symvers.map((line) => line.split("\t")).map(([version, name]) => [name, version]));
  const wanted = execFileSync("nm", ["--undefined-only", "--format=just-symbols", object], { encoding: "utf8" }).trim();
  const rows = ["module_layout", ...wanted.split("\n")].map(
    (name) => `	{ ${must(versions.get(name), `version of ${name}`)}, "${name}" },`,
  );
  return `${head}static const struct modversion_info versions[] __used __section("__versions") = {
${rows.join("\n")}
};
`;
}
