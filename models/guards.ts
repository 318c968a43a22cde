/**
 * Guards: checks and orderings in the code that can be left out of a run by name, `without: [...]`. The text says what
 * the kernel does; without the guard the model does the nearest wrong thing. G numbers are those of content/guards.
 */
export const GUARDS = {
  "isolate:pin": "G1: takes the reference only if the page is not free",
  "isolate:test": "G2: asks for the mark before touching the page lock",
  "isolate:recheck": "G3: asks again under the lock, because the owner may have released the page",
  "isolate:recheck-isolated": "G4: asks under the lock whether somebody else isolated the page",
  "isolate:trylock": "G5: never sleeps on the page lock while isolating",
  "isolate:lock-held": "G6: holds the page lock while the driver isolates",
  "isolate:put": "G17: drops the reference on every way out",
  "putback:flag-under-lock": "G36: clears the isolated flag while the page lock is held",
  "putback:released": "G19: asks whether the owner released the page before calling the driver",
  "migrate:freed-shortcut": "G18: a page with one reference left was released, no target is needed",
  "migrate:released": "G19: asks whether the owner released the page before calling the driver",
  "migrate:trylock-dst": "G26: only tries the lock of the target",
  "migrate:no-sleep": "G27: does not sleep on the source's lock in async mode or inside the allocator",
  "lru:account-lru-only": "G28: counts only normal pages as isolated",
  "put:unlock-first": "G33: unlocks before the last put",
  "clear:keep-tag": "G8: keeps the movable bit when the owner releases the page",
  "type:sticky": "G9: page type and flag stay until the page is free",
  "free:reset-type": "G10: the free path resets the page type",
  "mark:flag": "G11: a page type alone does not make a page movable",
  "mark:type": "G11: the page flag alone does not make a page movable",
  "register:once": "G39: refuses a second table of callbacks for a page type",
  "offline:movable-first": "G29: asks for movable before asking for PageOffline",
  "balloon:trylock": "G13: never sleeps on the driver's mutex in the migrate callback",
  "balloon:host-order": "G14: tells the host about the two pages in the order that cannot fail half way",
  "balloon:isolated-count": "G15: an empty list is fine while pages are isolated",
  "balloon:pages-lock": "G16: changes the balloon's list only under its lock",
  "balloon:leave-lru": "G32: leaves the list linkage of an isolated page alone",
  "balloon:null-device": "G20: tolerates a page that the balloon released",
  "balloon:get-dst": "G34: the driver takes its own reference to the target",
  "balloon:put-src": "G34: the driver drops its own reference to the source",
  "balloon:mark-under-lock": "G25: marks a page only while it is locked",
} as const;

export type GuardName = keyof typeof GUARDS;
