/**
 * fs/libfs.c, 5.10, as drivers/virtio/virtio_balloon.c and mm/zsmalloc.c use it.
 *
 * What this era costs: whoever wants movable pages must be a file system. Each driver mounts a pseudo file system of
 * its own, takes one anonymous inode from it, and lends that inode's address_space to its pages. No other era has this.
 */
import type { Kernel } from "../machine/kernel.ts";
import { embed, pointer, pointerTo, struct } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";
import { AddressSpace } from "./movable.ts";

class VfsMount extends struct("struct vfsmount", { mnt_sb: pointer }) {}
export class Inode extends struct("struct inode", { i_data: embed(AddressSpace), i_sb: pointerTo<VfsMount>() }) {}

/** kern_mount() and alloc_anon_inode(), for one driver. */
export function alloc_anon_inode(k: Kernel, filesystem: string, a_ops: Addr, private_data: Addr = 0): Inode {
  // In the end pages lead to the table itself, and the place of the inode holds its address.
  if (k.differs("mark-leads-to-table")) return new Inode(k.memory, a_ops);
  if (k.differs("one-static-mapping")) return static_mapping(k, a_ops);
  return alloc_inode(k, filesystem, a_ops, private_data);
}

/** Also for a real file system, which keeps its inode whatever becomes of the others. */
export function alloc_inode(k: Kernel, filesystem: string, a_ops: Addr, private_data: Addr = 0): Inode {
  const mount = k.heap.alloc(VfsMount, `${filesystem} mount`);
  const inode = k.heap.alloc(Inode, `${filesystem} inode`);
  inode.i_sb = mount.addr;
  inode.i_data.host = inode.addr;
  inode.i_data.a_ops = a_ops;
  inode.i_data.private_data = private_data;
  return inode;
}

/** One for all devices that have the same callbacks. It belongs to the kernel image, so it outlives every page. */
function static_mapping(k: Kernel, a_ops: Addr): Inode {
  const inode = new Inode(k.memory, k.rodata(Inode, `mapping of ${k.heap.find(a_ops)?.name}`, {}));
  inode.i_data.a_ops = a_ops;
  return inode;
}

/** Static mappings and tables stay. */
export function iput(inode: Inode): void {
  const { k } = inode.memory;
  if (!k.differs("mark-leads-to-table") && !k.differs("one-static-mapping")) k.heap.free(inode);
}
