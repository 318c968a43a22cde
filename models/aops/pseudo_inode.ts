/**
 * What this era costs: whoever wants movable pages must be a file system. Each driver mounts a pseudo file system of
 * its own, takes one anonymous inode from it, and lends that inode's address_space to its pages. No other era has this.
 */
import type { Kernel } from "../machine/kernel.ts";
import { embed, pointer, struct } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";
import { AddressSpace } from "./movable.ts";

class VfsMount extends struct("struct vfsmount", { mnt_sb: pointer }) {}
export class Inode extends struct("struct inode", { i_data: embed(AddressSpace), i_sb: pointer }) {}

/** kern_mount() and alloc_anon_inode(), for one driver. */
export function alloc_anon_inode(k: Kernel, filesystem: string, a_ops: Addr, private_data: Addr = 0): Inode {
  const mount = k.heap.alloc(VfsMount, `${filesystem} mount`);
  const inode = k.heap.alloc(Inode, `${filesystem} inode`);
  inode.i_sb = mount.addr;
  inode.i_data.host = inode.addr;
  inode.i_data.a_ops = a_ops;
  inode.i_data.private_data = private_data;
  return inode;
}
