/** What a reader opens needs no script, so it may be open before there is one, and then nobody is told any more. */
import { type MutableRef, useEffect, useRef } from "preact/hooks";

interface Opened<E extends HTMLElement> {
  ref: MutableRef<E | null>;
  onToggle: () => void;
}

/** For a `<details>`, or what has `popover`: tells each time whether it is open, and once at the start. */
export function useOpened<E extends HTMLElement>(tell: (isOpen: boolean) => void): Opened<E> {
  const ref = useRef<E | null>(null);
  const look = () => tell(ref.current !== null && isOpen(ref.current));
  useEffect(look, []);
  return { ref, onToggle: look };
}

/** A browser that knows of no popovers throws at their pseudo-class, and has nothing opened. */
function isOpen(element: HTMLElement): boolean {
  if (element instanceof HTMLDetailsElement) return element.open;
  return CSS.supports("selector(:popover-open)") && element.matches(":popover-open");
}
