/** One review: begun, told about while it runs, ended; and its findings opened. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Asking, type Client, GivenUp } from "../../engine/away/client.ts";
import type { Cause } from "../../review/causes.ts";
import type { Report } from "../../review/report.ts";
import type { Addresses } from "./machinery.ts";
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
  const client = useRef<Client<Referee> | null>(null);
  const asking = useRef<Asking<Report> | null>(null);

  const forget = () => {
    asking.current = null;
    client.current?.close();
    client.current = null;
  };
  useEffect(() => forget, []);

  const begin = async (patch: string): Promise<void> => {
    forget();
    const mine = startReferee(addresses.frame);
    client.current = mine;
    setReview({ at: "work", told: STARTING });
    const jobs = Math.min(navigator.hardwareConcurrency, 4);
    const tell = (told: Told) => client.current === mine && setReview({ at: "work", told });
    const asked = mine.ask("review", { patch, addresses: absolute(addresses), jobs }, { tell });
    asking.current = asked;
    const next = await asked.answer.then(
      (report): Review => ({ at: "end", report }),
      (error: Error): Review => (error instanceof GivenUp ? { at: "rest" } : { at: "failed", message: error.message }),
    );
    if (client.current === mine) setReview(next);
  };

  return {
    review,
    begin,
    /** What is known by then is told. */
    cancel: () => asking.current?.cancel(),
    /** The patch is another one. */
    clear() {
      forget();
      setReview({ at: "rest" });
    },
    /** Null: whoever could tell is gone. */
    open: async (cause: Cause): Promise<Opened | null> =>
      (await client.current?.ask("open", cause).answer.catch(() => null)) ?? null,
  };
}

/** A worker has an address of its own. */
function absolute(addresses: Addresses): Addresses {
  const { models, machinery, frame } = addresses;
  const of = (address: string) => new URL(address, location.href).href;
  return { models: of(models), machinery: of(machinery), frame: of(frame) };
}
