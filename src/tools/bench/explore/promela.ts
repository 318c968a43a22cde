/**
 * The same races for spin: each step of the model is one `d_step`, and what the two share is the order of steps of mm/migrate.c, 5.10. Where the
 * model looks, waits and looks again, Promela blocks, which saves spin a step.
 */
import type { Race } from "./races.ts";

export function promelaOf({ pages, scanners, migrates }: Race): string {
  return `#define N ${pages}
/* Frames: those of the balloon first, and where pages are moved as many targets as can be in use at a time. */
#define FRAMES ${migrates ? 2 * pages + scanners : pages}
#define OWNED 2
#define RELEASED 1
byte count[FRAMES];
bool locked[FRAMES], isolated[FRAMES];
byte mark[FRAMES];
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
${migrates ? MIGRATE : ""}
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
      :: else -> assert(size > 0 || isolated_pages > 0); p = FRAMES
      fi
    };
    if
    :: p == FRAMES -> break
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
  byte k, p${migrates ? ", t, pass" : ""};
  bool got[N]${migrates ? ", freed, again, retry" : ""};
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
  ${migrates ? "migrate_pages();" : ""}
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
    do
    :: size < N -> list[size] = N - 1 - size; count[size] = 1; mark[size] = OWNED; size++
    :: else -> break
    od;
    skip
  };
  atomic { run owner(); ${"run scanner(); ".repeat(scanners)} }
}
`;
}

/** migrate_pages() of mm/migrate.c and the callback of drivers/virtio/virtio_balloon.c: a locked source is slept for from the fourth pass on. */
const MIGRATE = `
#define PASSES 10
#define FORCE_FROM 3
/* The next isolated page, if need be in the next pass; is the isolation's reference its last? */
inline next_isolated() {
  do
  :: p < N && !got[p] -> p++
  :: p == N && retry && pass + 1 < PASSES -> pass++; retry = false; p = 0
  :: else -> break
  od;
  freed = false;
  if
  :: p < N -> freed = (count[p] == 1)
  :: else -> pass = 0; retry = false
  fi
}
inline move_to_new_page() {
  /* migrate:released */
  d_step { assert(isolated[p]); if :: mark[p] != OWNED -> isolated[p] = false :: else fi; skip };
  if
  :: !isolated[p]
  :: isolated[p] ->
    /* migrate:call-ops, balloon:trylock */
    skip;
    if
    :: d_step { balloon_lock -> again = true }
    :: d_step { !balloon_lock -> balloon_lock = true; count[t]++ };
      d_step { !pages_lock -> mark[t] = OWNED; list_add(t); isolated_pages-- };
      /* host:inflate */
      skip;
      d_step { !pages_lock -> assert(mark[p] == OWNED); mark[p] = RELEASED };
      /* host:deflate */
      skip;
      balloon_lock = false;
      d_step { put_page(p) };
      isolated[p] = false
    fi
  fi
}
inline unmap_and_move() {
  /* migrate:get-new: any free frame is as good as another, so it is the first one. */
  d_step { t = 0; again = false; do :: count[t] > 0 -> t++ :: else -> break od; count[t] = 1 };
  if
  :: d_step { locked[p] && pass < FORCE_FROM -> again = true }
  :: d_step { !locked[p] -> locked[p] = true };
    if
    :: d_step { locked[t] -> locked[p] = false; again = true }
    :: d_step { !locked[t] -> locked[t] = true };
      move_to_new_page();
      locked[t] = false;
      locked[p] = false;
      if
      :: again
      :: !again -> d_step { put_page(t) }
      fi
    fi
  fi;
  /* migrate:put-new, or migrate:put-src */
  if
  :: d_step { again -> put_page(t); retry = true }
  :: d_step { !again -> got[p] = false; put_page(p) }
  fi;
  t = 0
}
inline migrate_pages() {
  atomic { p = 0; next_isolated() };
  do
  :: p < N ->
    if
    :: freed ->
      /* migrate:lock-freed */
      d_step { !locked[p] -> locked[p] = true };
      d_step { if :: mark[p] != OWNED -> isolated[p] = false :: else fi; skip };
      locked[p] = false;
      d_step { got[p] = false; put_page(p) }
    :: else -> unmap_and_move()
    fi;
    /* migrate:next */
    d_step { p++; again = false; next_isolated(); skip }
  :: else -> break
  od
}
`;
