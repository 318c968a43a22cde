/** One review: begun, told about while it runs, ended; and its findings opened. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Asking, type Client, GivenUp, TookTooLong } from "../../engine/away/client.ts";
import type { Cause } from "../../review/causes.ts";
import type { Report } from "../../review/report.ts";
import type { Addresses } from "./machinery.ts";
import type { Read } from "./placer.ts";
import { startReader } from "./read.ts";
import type { Opened, Referee, Told } from "./referee.ts";
import { startReferee } from "./start.ts";

export type Review =
  | { at: "rest" }
  | { at: "work"; told: Told }
  | { at: "end"; report: Report }
  | { at: "failed"; message: string };

const STARTING: Told = { says: "Starting", causes: [] };

export function useReview(addresses: Addresses) {
  const [review, setReview] = useState<Review>({ at: "rest" });
  const [read, setRead] = useState<Read | null>(null);
  const reader = useRef<ReturnType<typeof startReader> | null>(null);
  const client = useRef<Client<Referee> | null>(null);
  const asking = useRef<Asking<Report> | null>(null);

  const forget = () => {
    asking.current = null;
    reader.current?.close();
    reader.current = null;
    client.current?.close();
    client.current = null;
  };
  useEffect(() => forget, []);

  const begin = async (patch: string): Promise<void> => {
    forget();
    setReview({ at: "work", told: STARTING });
    const first = startReader(absolute(addresses).places);
    reader.current = first;
    const found = await settled(first.read(patch));
    // Something else was asked for meanwhile.
    if (reader.current !== first) return;
    reader.current = null;
    first.close();
    setRead("placed" in found ? found : null);
    if ("at" in found || !found.runs) return setReview("at" in found ? found : { at: "rest" });
    const mine = startReferee(addresses.frame);
    client.current = mine;
    const jobs = Math.min(navigator.hardwareConcurrency, 4);
    const tell = (told: Told) => client.current === mine && setReview({ at: "work", told });
    const asked = mine.ask("review", { patch, addresses: absolute(addresses), jobs }, { tell });
    asking.current = asked;
    const next = await settled(asked.answer);
    if (client.current === mine) setReview("at" in next ? next : { at: "end", report: next });
  };

  return {
    review,
    /** Of the patch that was tried last. */
    read,
    begin,
    /** What is known by then is told. */
    cancel() {
      if (asking.current) return asking.current.cancel();
      forget();
      setReview({ at: "rest" });
    },
    /** The patch is another one; `keeps`: behind the same kernel patch. */
    clear({ keeps }: { keeps: boolean }) {
      forget();
      setReview({ at: "rest" });
      if (!keeps) setRead(null);
    },
    /** Null: whoever could tell is gone. */
    open: async (cause: Cause): Promise<Opened | null> =>
      (await client.current?.ask("open", cause).answer.catch(() => null)) ?? null,
  };
}

/** What a worker came to, or where that leaves the review. */
function settled<A>(answer: Promise<A>): Promise<A | Review> {
  return answer.catch((error: Error): Review => {
    const isLeft = error instanceof GivenUp && !(error instanceof TookTooLong);
    return isLeft ? { at: "rest" } : { at: "failed", message: error.message };
  });
}

/** A worker has an address of its own. */
function absolute(addresses: Addresses): Addresses {
  const { places, models, machinery, frame } = addresses;
  const of = (address: string) => new URL(address, location.href).href;
  return { places: of(places), models: of(models), machinery: of(machinery), frame: of(frame) };
}
