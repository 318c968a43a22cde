/**
 * A worker of our own that judges: it reads the patch, has both sides asked, and compares. It never runs what a stranger wrote; that happens in the frame to
 * which it has a port.
 */
import { ERA_IDS } from "../../../models/index.ts";
import { serve } from "../../engine/away/serve.ts";
import type { Line } from "../../engine/away/table.ts";
import { webPort } from "../../engine/away/web.ts";
import { type Cause, causesOf } from "../../review/causes.ts";
import type { Difference } from "../../review/difference.ts";
import { withFunctions } from "../../review/marks.ts";
import type { Report } from "../../review/report.ts";
import { Session } from "../../review/session.ts";
import type { Shown } from "../../review/show.ts";
import { changeFrom } from "./change.ts";
import { FramePlace } from "./frame_place.ts";
import { type Addresses, fetchMachinery } from "./machinery.ts";

/** Milliseconds for one review. */
const MAX_TIME = 60_000;
/** Milliseconds for one run, of which even a slow machine does hundreds in that time. */
const PATIENCE = 10_000;
/** Milliseconds between two reports of progress. */
const TELLS = 200;

export interface Told {
  says: string;
  causes: Cause[];
}

export interface Opened {
  before: Shown | null;
  after: Shown | null;
}

function refereeWith(port: MessagePort) {
  let session: Session | null = null;
  return {
    async review(
      { patch, addresses, jobs }: { patch: string; addresses: Addresses; jobs: number },
      { tell, signal }: Line<Told>,
    ): Promise<Report> {
      tell({ says: "Fetching the models", causes: [] });
      const machinery = await fetchMachinery(addresses);
      const change = changeFrom(patch, machinery.models);
      const found: Difference[] = [];
      let told = 0;
      let isNew = false;
      const place = new FramePlace(port, machinery);
      session = new Session(
        change,
        {
          material: machinery.material,
          maxTime: MAX_TIME,
          eras: ERA_IDS,
          onFound(difference) {
            found.push(difference);
            isNew = true;
          },
          onProgress(says) {
            if (isNew || performance.now() - told > TELLS) {
              told = performance.now();
              isNew = false;
              tell({ says, causes: causesOf(found) });
            }
            return !signal.aborted;
          },
        },
        {
          jobs,
          patience: PATIENCE,
          before: () =>
            change.kernel === null ? { files: machinery.marked, marks: machinery.marks } : withFunctions(change.before),
          starter: (name, marked) => place.starter(name, marked),
          base: { get: () => undefined, add() {} },
          typeErrors: null,
        },
      );
      return session.report();
    },
    /** The order of a cause on both sides; null where a side cannot take it. */
    async open(cause: Cause): Promise<Opened> {
      const side = async (of: "before" | "after") => (await session?.shown(cause, of).catch(() => null)) ?? null;
      const [before, after] = await Promise.all([side("before"), side("after")]);
      return { before, after };
    },
  };
}

export type Referee = ReturnType<typeof refereeWith>;

addEventListener("message", ({ ports: [port] }) => port && serve(webPort(self), refereeWith(port)), { once: true });
