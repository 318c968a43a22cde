// Which packages make a kernel: names as the package client lists them in several releases of Debian, and what is in such packages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { copyModules } from "../../src/tools/kernels/record/initramfs.ts";
import { kernelIn } from "../../src/tools/kernels/record/package.ts";
import { packagesFor, releasesIn } from "../../src/tools/kernels/record/package_names.ts";

const WHOLE = [
  "linux-image-6.1.0-9-amd64-unsigned",
  "linux-image-6.1.0-50-amd64",
  "linux-image-6.1.0-50-amd64-dbg",
  "linux-image-6.1.0-50-amd64-unsigned",
  "linux-image-6.1.0-57-amd64-dbg",
  "linux-image-6.1.0-50-cloud-amd64-unsigned",
  "linux-image-6.1.0-58-rt-amd64-unsigned",
  "linux-image-6.12-amd64",
  "linux-image-6.12-cloud-amd64",
  "linux-image-6.12-amd64-signed-template",
  "linux-image-6.12.117+deb12-amd64-unsigned",
  "linux-image-5.10.0-0.deb10.32-amd64-unsigned",
];
const SIGNED = ["linux-image-6.16.12+deb13-amd64", "linux-image-6.16.9+deb13-amd64"];
const SPLIT = [
  "linux-image-7.2.13+deb14-amd64",
  "linux-binary-7.2.13+deb14-amd64",
  "linux-modules-7.2.13+deb14-amd64",
  "linux-modules-7.2.14+deb14-amd64",
  "linux-binary-7.2.13+deb14-cloud-amd64",
  "linux-modules-7.2.13+deb14-cloud-amd64",
  "linux-binary-7.3-rc7-amd64-unsigned",
  "linux-binary-7.3-rc7-amd64",
  "linux-modules-7.3-rc7-amd64",
  "linux-binary-7.3.4+deb14-amd64-signed",
];
const ALL = [...WHOLE, ...SIGNED, ...SPLIT, "linux-image-amd64", ""];

test.each([
  ["6.1", ["linux-image-6.1.0-50-amd64-unsigned"]],
  ["6.12", ["linux-image-6.12.117+deb12-amd64-unsigned"]],
  ["5.10", ["linux-image-5.10.0-0.deb10.32-amd64-unsigned"]],
  ["6.16", ["linux-image-6.16.12+deb13-amd64"]],
  ["6.16.9", ["linux-image-6.16.9+deb13-amd64"]],
  ["7.2", ["linux-binary-7.2.13+deb14-amd64", "linux-modules-7.2.13+deb14-amd64"]],
  ["7.3", ["linux-binary-7.3.4+deb14-amd64-signed"]],
  ["7.3-rc7", ["linux-binary-7.3-rc7-amd64-unsigned", "linux-modules-7.3-rc7-amd64"]],
  ["linux-image-6.1.0-9-amd64-unsigned", ["linux-image-6.1.0-9-amd64-unsigned"]],
  ["linux-image-6.1.0-50-amd64", ["linux-image-6.1.0-50-amd64"]],
  [
    "linux-binary-7.2.13+deb14-cloud-amd64",
    ["linux-binary-7.2.13+deb14-cloud-amd64", "linux-modules-7.2.13+deb14-cloud-amd64"],
  ],
  [
    "linux-image-7.2.13+deb14-amd64",
    ["linux-image-7.2.13+deb14-amd64", "linux-binary-7.2.13+deb14-amd64", "linux-modules-7.2.13+deb14-amd64"],
  ],
  ["linux-image-amd64", ["linux-image-amd64"]],
  ["6", ["linux-image-6.16.12+deb13-amd64"]],
  ["7.4", null],
  ["6.1x", null],
])("%s is %j", (wanted, names) => {
  expect(packagesFor(ALL, wanted)).toEqual(names);
  expect(packagesFor(ALL.toReversed(), wanted)).toEqual(names);
});

test("a reader is told which releases there are", () => {
  expect(releasesIn(ALL)).toEqual(["5.10", "6.1", "6.12", "6.16", "7.2", "7.3"]);
  expect(releasesIn([])).toEqual([]);
});

describe("unpacked", () => {
  let root = "";
  const unpack = (files: Record<string, string>) => {
    root = mkdtempSync(join(tmpdir(), "unpacked-"));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return root;
  };
  afterEach(() => rmSync(root, { recursive: true }));

  test.each([
    ["in one", "boot/vmlinuz-6.1.0-50-amd64", "lib/modules/6.1.0-50-amd64"],
    ["split", "usr/lib/modules/7.2.13+deb14-amd64/vmlinuz", "usr/lib/modules/7.2.13+deb14-amd64"],
  ])("a kernel is found with its modules: %s", (_how, vmlinuz, modules) => {
    const config = vmlinuz.replace("vmlinuz", "config");
    unpack({ [vmlinuz]: "", [`${modules}/modules.builtin`]: "", [config]: "" });
    expect(kernelIn(root, ["it"])).toEqual({
      uname: modules.split("/").at(-1),
      vmlinuz: join(root, vmlinuz),
      modules: join(root, modules),
      config: join(root, config),
    });
  });

  test("a kernel can come without modules", () => {
    unpack({ "boot/vmlinuz-7.3.4": "" });
    const found = kernelIn(root, ["it"]);
    expect(found).toMatchObject({ uname: "7.3.4", config: null });
    expect(copyModules(found.modules, ["virtio_balloon"], root)).toEqual([]);
  });

  test("packages without a kernel are refused", () => {
    unpack({ "usr/share/doc/it/README": "" });
    expect(() => kernelIn(root, ["one", "other"])).toThrow(
      /^kernel:record: one and other: no kernel in there\nUsually/,
    );
  });

  const BUILTIN = "m/modules.builtin";
  test("drivers are modules with what they depend on, or built in, or the kernel is refused before it is booted", () => {
    unpack({
      "m/drivers/virtio_balloon.ko": "\0depends=virtio-ring,page_x\0",
      "m/drivers/virtio-ring.ko": "\0depends=\0",
      [BUILTIN]: "kernel/drivers/virtio/virtio_pci.ko\n",
    });
    mkdirSync(join(root, "to"));
    const copy = (...drivers: string[]) => copyModules(join(root, "m"), drivers, join(root, "to"));
    expect(copy("virtio_pci", "virtio_balloon")).toEqual(["virtio_ring", "virtio_balloon"]);
    expect(() => copy("virtio_pci", "virtio_mem")).toThrow(
      /^kernel:record: m has no virtio_mem, neither .*\nUsually .* Try: /,
    );
  });
});
