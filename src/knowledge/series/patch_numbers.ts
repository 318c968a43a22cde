/** The patches of a stage in words. Apart from what reads their file, which pages need not load. */

/** "patch 12", "patches 14 to 18". */
export function patchesText([first, last]: readonly [number, number]): string {
  return first === last ? `patch ${first}` : `patches ${first} to ${last}`;
}
