/** What a machine is built with: its size, and the kernel configuration that mattered to movable pages. */
export interface MachineConfig {
  /** Frames of memory, in 4 KiB pages. */
  pages: number;
  /** Zones in pfn order; each takes `pages` frames. */
  zones: { name: ZoneName; pages: number }[];
  /** Frames per pageblock: the unit of migratetypes. A power of two; 512 on x86-64, small here so that a picture fits. */
  pageblock: number;
  /** Frames per memory block: the unit of offlining. */
  block: number;
  /** Bytes for kernel objects. */
  heap: number;
  /** Keep the contents of frames (needed by zsmalloc and z3fold). */
  contents: boolean;
  /** In which order stores of one CPU come to the others. */
  memory: MemoryModel;
}
export const ZONE_MOVABLE = "Movable";
type ZoneName = "DMA32" | "Normal" | typeof ZONE_MOVABLE;

/** `sc`: at once. `tso`: later, in their order. `pso`: later, and past those to other words. */
export const MEMORY_MODELS = ["sc", "tso", "pso"] as const;
export type MemoryModel = (typeof MEMORY_MODELS)[number];

export interface KernelConfig {
  COMPACTION: boolean;
  MIGRATION: boolean;
  BALLOON_COMPACTION: boolean;
  /** `m`: the core cannot refer to its symbols, it must register (bug B15 of 6.17-rc). */
  ZSMALLOC: "y" | "m" | "n";
  /** VM_BUG_ON and VM_WARN_ON exist only with it. */
  DEBUG_VM: boolean;
}

export const DEFAULT_CONFIG: KernelConfig = {
  COMPACTION: true,
  MIGRATION: true,
  BALLOON_COMPACTION: true,
  ZSMALLOC: "y",
  DEBUG_VM: true,
};

export const DEFAULT_MACHINE: MachineConfig = {
  pages: 16,
  zones: [{ name: "Normal", pages: 16 }],
  pageblock: 4,
  block: 8,
  heap: 16 * 1024,
  contents: false,
  memory: "sc",
};

/** Contents of one frame: enough words to tell objects apart. A frame has 4096 bytes in the kernel, 32 here. */
export const FRAME_BYTES = 32;
