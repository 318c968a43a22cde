/**
 * Declared layouts and typed views. `struct("zone", {...})` gives a class: an instance is a view of the
 * memory at one address, a property is one load or store, and `layout` is what pictures are drawn from.
 *
 *   class Zone extends struct("struct zone", { managed_pages: int, free: list }) {}
 *   new Zone(memory, addr).managed_pages -= 1;
 *
 * Offsets and sizes are those of a 64-bit kernel. A field of 8 bytes holds its value in the low half.
 */
import type { Addr, Memory } from "./memory.ts";

type FieldKind = "int" | "uint" | "word" | "pointer" | "struct";

export interface Field<V> {
  readonly kind: FieldKind;
  readonly size: number;
  readonly offset?: number;
  /** Only for structs embedded in structs. */
  readonly of?: StructOf<View>;
  /** Never set: carries the type of the property. */
  readonly value?: V;
}
export type Fields = Record<string, Field<unknown>>;

/** `int`: 4 bytes, signed. `uint`: 4 bytes. `word`: an unsigned long. `pointer`: an address, tags included. */
export const int: Field<number> = { kind: "int", size: 4 };
export const uint: Field<number> = { kind: "uint", size: 4 };
export const word: Field<number> = { kind: "word", size: 8 };
export const pointer: Field<number> = { kind: "pointer", size: 8 };

/** An address that says what lies there: an object, or a function by its signature. When the models run it is a number like any other. */
export type Pointer<T> = Addr & { readonly to?: T };
export function pointerTo<T>(): Field<Pointer<T>> {
  return pointer;
}
export function embed<T extends View>(of: StructOf<T>): Field<T> {
  return { kind: "struct", size: of.layout.size, of };
}
/** Puts a field at a given offset: for unions, and to keep the offsets of the real struct. */
export function at<V>(offset: number, field: Field<V>): Field<V> {
  return { ...field, offset };
}

export type Values<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer V> ? V : never };

export interface PlacedField {
  name: string;
  kind: FieldKind;
  offset: number;
  size: number;
  of?: StructOf<View>;
}
export interface Layout {
  name: string;
  size: number;
  fields: PlacedField[];
}
/** A class of views of one layout. */
export interface StructOf<T extends View> {
  new (memory: Memory, addr: Addr): T;
  readonly layout: Layout;
}

/** A place in the memory with a layout over it. Two views are the same object when their addresses are equal. */
export class View {
  // Only declared: a field would first be made undefined, which costs as much as all the rest of a view.
  declare readonly memory: Memory;
  declare readonly addr: Addr;
  constructor(memory: Memory, addr: Addr) {
    this.memory = memory;
    this.addr = addr;
  }
}

export function struct<F extends Fields>(name: string, fields: F, size?: number): StructOf<View & Values<F>> {
  class Struct extends View {
    static readonly layout: Layout = place(name, fields, size);
  }
  for (const field of Struct.layout.fields) Object.defineProperty(Struct.prototype, field.name, accessor(field));
  return Struct as unknown as StructOf<View & Values<F>>;
}

/** Offset of a field: for container_of(). */
export function offsetOf(of: { readonly layout: Layout }, name: string): number {
  for (const field of of.layout.fields) if (field.name === name) return field.offset;
  throw new TypeError(`${of.layout.name} has no field ${name}`);
}

function place(name: string, fields: Fields, size?: number): Layout {
  let end = 0;
  const placed = Object.entries(fields).map(([fieldName, field]) => {
    const alignment = field.kind === "struct" ? 8 : field.size;
    const offset = field.offset ?? Math.ceil(end / alignment) * alignment;
    end = Math.max(end, offset + field.size);
    return { name: fieldName, kind: field.kind, offset, size: field.size, ...(field.of ? { of: field.of } : {}) };
  });
  return { name, size: size ?? Math.ceil(end / 8) * 8, fields: placed };
}

function accessor(field: PlacedField): PropertyDescriptor {
  const { offset, of } = field;
  if (of) {
    return {
      get(this: View) {
        return new of(this.memory, this.addr + offset);
      },
    };
  }
  const set = function (this: View, value: number) {
    this.memory.store(this.addr + offset, value);
  };
  if (field.kind === "uint") {
    return {
      get(this: View) {
        return this.memory.load(this.addr + offset) >>> 0;
      },
      set,
    };
  }
  return {
    get(this: View) {
      return this.memory.load(this.addr + offset);
    },
    set,
  };
}
