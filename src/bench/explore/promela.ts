/**
 * The same races for spin: each step of the model is one `d_step`, and what the two share is the order of steps of mm/migrate.c, 5.10. Where the
 * model looks, waits and looks again, Promela blocks, which saves spin a step.
 */
import type { Race } from "./races.ts";

/** Null: not written for spin. */
export function promelaOf({ pages, scanners, migrates }: Race): string | null {
  if (migrates) return null;
  return `#define N ${pages}
#define OWNED 2
#define RELEASED 1
byte count[N] = 1;
bool locked[N], isolated[N];
byte mark[N] = OWNED;
/* The balloon's pages that are not isolated, the first one first. */
byte list[N];
byte size;
byte isolated_pages;
bool pages_lock, balloon_lock;

inline list_add(p) {
  k = size;
  do :: k > 0 -> list[k] = list[k-1]; k-- :: else -> break od;
  list[0] = p; size++; k = 0
}
inline list_del(p) {
  k = 0;
  do :: k < size && list[k] != p -> k++ :: else -> break od;
  do :: k + 1 < size -> list[k] = list[k+1]; k++ :: else -> break od;
  size--; list[size] = 0; k = 0
}
inline put_page(p) {
  count[p]--;
  if
  :: count[p] == 0 -> assert(!locked[p]); mark[p] = 0; isolated[p] = false
  :: else
  fi
}

proctype owner() {
  byte k, p, taken;
  byte left[N];
  d_step { !balloon_lock -> balloon_lock = true };
  do
  :: taken < N ->
    /* balloon:dequeue */
    d_step {
      !pages_lock -> p = 0;
      do
      :: p < size && (locked[list[p]] || isolated[list[p]]) -> p++
      :: else -> break
      od;
      if
      :: p < size -> p = list[p]; locked[p] = true; pages_lock = true
      :: else -> assert(size > 0 || isolated_pages > 0); p = N
      fi
    };
    if
    :: p == N -> break
    :: else
    fi;
    d_step { assert(mark[p] == OWNED); mark[p] = RELEASED; list_del(p); left[taken] = p };
    d_step { locked[p] = false; pages_lock = false; taken++; p = 0 }
  :: else -> break
  od;
  p = 0;
  if
  :: taken > 0 -> skip /* host:deflate */
  :: else
  fi;
  do
  :: taken > 0 -> d_step { taken--; put_page(left[taken]); left[taken] = 0 }
  :: else -> break
  od;
  balloon_lock = false
}

proctype scanner() {
  byte k, p;
  bool got[N];
  do
  :: p < N ->
    /* user:look, isolate:pin */
    skip;
    if
    :: d_step { count[p] == 0 -> p++ }
    :: d_step { count[p] > 0 -> count[p]++ };
      if
      :: mark[p] == 0
      :: mark[p] != 0 ->
        if
        :: locked[p]
        :: d_step { !locked[p] -> locked[p] = true };
          if
          :: mark[p] != OWNED || isolated[p] -> d_step { locked[p] = false }
          :: mark[p] == OWNED && !isolated[p] ->
            d_step { !pages_lock -> list_del(p); isolated_pages++ };
            d_step { assert(!isolated[p]); isolated[p] = true };
            d_step { locked[p] = false };
            got[p] = true
          fi
        fi
      fi;
      if
      :: got[p] -> p++
      :: else -> d_step { put_page(p); p++ }
      fi
    fi
  :: else -> break
  od;
  /* putback:first */
  atomic { p = 0; do :: p < N && !got[p] -> p++ :: else -> break od; skip };
  do
  :: p < N ->
    assert(isolated[p]);
    d_step { !locked[p] -> locked[p] = true };
    if
    :: d_step { mark[p] == OWNED && !pages_lock -> list_add(p); isolated_pages-- }
    :: mark[p] != OWNED
    fi;
    d_step { isolated[p] = false };
    d_step { locked[p] = false };
    d_step { put_page(p); got[p] = false };
    d_step { do :: p < N && !got[p] -> p++ :: else -> break od; skip }
  :: else -> break
  od
}

init {
  byte i;
  d_step {
    do :: size < N -> list[size] = N - 1 - size; size++ :: else -> break od; skip
  };
  atomic { run owner(); ${"run scanner(); ".repeat(scanners)} }
}
`;
}
