/**
 * The other side of a balloon: the host, which may take the memory behind inflated pages. It answers at once and
 * remembers, by frame, which pages it has been given. Whether it refuses is a matter of the scenario.
 */

import type { Driver } from "../era.ts";
import { atomic } from "./atomic.ts";
import { int, offsetOf, pointerTo, struct, type View, word } from "./layout.ts";
import { outside } from "./monitor.ts";

/** enum virtio_balloon_vq: which way pages go. */
export const VIRTIO_BALLOON_VQ_INFLATE = "inflate";
export const VIRTIO_BALLOON_VQ_DEFLATE = "deflate";
export type VirtioBalloonVq = typeof VIRTIO_BALLOON_VQ_INFLATE | typeof VIRTIO_BALLOON_VQ_DEFLATE;

/** enum vmballoon_op. */
export const VMW_BALLOON_INFLATE = "inflate";
export const VMW_BALLOON_DEFLATE = "deflate";
export type VmballoonOp = typeof VMW_BALLOON_INFLATE | typeof VMW_BALLOON_DEFLATE;

/** `refuse_*`: how many more requests the host will refuse. `given`: frames it has at the moment. */
export class BalloonHost extends struct("balloon host", {
  refuse_inflate: word,
  refuse_deflate: word,
  given: word,
  bitmap: pointerTo<Bitmap>(),
}) {}
/** Bits of 32 frames. */
class Bitmap extends struct("host bitmap", { bits: int }, 4) {}

/** What a scenario may ask of the host behind a device. */
export const HOST_OPERATIONS = {
  refuse: {
    text: "The host will refuse the next pages.",
    args: {
      inflate: "how many that it is given (0 if missing)",
      deflate: "how many that are wanted back (0 if missing)",
    },
    *run(device, args) {
      yield "host:refuse";
      const { host } = device;
      host.refuse_inflate = Number(args.inflate ?? 0);
      host.refuse_deflate = Number(args.deflate ?? 0);
    },
  },
} satisfies Driver<View & { host: BalloonHost }>["operations"];

export function init_host(host: BalloonHost): void {
  const { k } = host.memory;
  host.bitmap = k.heap.alloc(Bitmap, "host bitmap", Math.ceil(k.machine.pages / 32)).addr;
}

/** False: the host will not have the page. */
export const host_inflate = request("refuse_inflate", true);

/** False: the host will not give the page back. */
export const host_deflate = request("refuse_deflate", false);

/** The host is another machine: what it keeps is no memory of this one, and it answers one request at a time. */
function request(refusal: "refuse_inflate" | "refuse_deflate", given: boolean) {
  return atomic((host: BalloonHost, pfn: number): boolean =>
    outside(host.memory.k, () => {
      if (host[refusal] > 0) {
        host[refusal] -= 1;
        return false;
      }
      change(host, pfn, given);
      return true;
    }),
  );
}

/** The protocol starts anew: whatever the host had is the guest's again. */
export function host_reset(host: BalloonHost): void {
  for (let pfn = 0; pfn < host.memory.k.machine.pages; pfn += 32)
    new Bitmap(host.memory, host.bitmap + (pfn >> 5) * 4).bits = 0;
  host.given = 0;
}

/** Leaves no footprint. */
export function host_has(host: BalloonHost, pfn: number): boolean {
  const bitmap = host.memory.peek(host.addr + BITMAP);
  return (host.memory.peek(bitmap + (pfn >> 5) * 4) & (1 << (pfn & 31))) !== 0;
}
const BITMAP = offsetOf(BalloonHost, "bitmap");

function change(host: BalloonHost, pfn: number, given: boolean): void {
  const word = new Bitmap(host.memory, host.bitmap + (pfn >> 5) * 4);
  const bit = 1 << (pfn & 31);
  if (((word.bits & bit) !== 0) === given) {
    host.memory.k.printk("warn", `host: frame ${pfn} is ${given ? "given" : "taken back"} twice`);
    return;
  }
  word.bits ^= bit;
  host.given += given ? 1 : -1;
}
