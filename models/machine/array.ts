/** A local array of a kernel function, with the room that the kernel's has. Its length says how much of that is used. */
export function array_of<T>(_room: number): T[] {
  return [];
}
