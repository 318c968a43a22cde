/** A patch of the models: pasted, opened from a link, or made by changing a function; and what it does, once the reader asks. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PlacedIn } from "../../review/kernel/placed.ts";
import { CopyLink } from "../links/CopyLink.tsx";
import { behind } from "./behind.ts";
import { linkedPatch, linkOf, MAX_PATCH } from "./link.ts";
import type { Addresses } from "./machinery.ts";
import { useLater } from "./useLater.ts";
import { useReview } from "./useReview.ts";
import "../desk.css";
import "./review.css";

interface Props {
  addresses: Addresses;
  /** Of the models. */
  version: string;
}

export default function Review({ addresses, version }: Props): VNode {
  const [patch, setPatch] = useState("");
  const [says, setSays] = useState("");
  const [picks, setPicks] = useState(false);
  /** The function to be changed, and the kernel patch that says how. */
  const [follows, setFollows] = useState<{ place: { file: string; name: string }; patch: string } | null>(null);
  const Pick = useLater(picks, () => import("./Pick.tsx").then((all) => all.Pick));
  const { review, read, begin, cancel, clear, open } = useReview(addresses);
  const placed = read?.placed ?? [];
  const Placed = useLater(placed.length > 0, () => import("./Placed.tsx").then((all) => all.PlacedPatches));
  const Report = useLater(review.at !== "rest", () => import("./Report.tsx").then((all) => all.ReportPanel));

  const change = (text: string) => {
    setPatch(text);
    setFollows(null);
    clear({ keeps: false });
  };
  const picked = (diff: string) => {
    setPatch(follows === null ? diff : behind(follows.patch, diff));
    clear({ keeps: follows !== null });
  };
  const edit = ({ file, name }: PlacedIn) => {
    setFollows({ place: { file, name }, patch });
    setPicks(true);
  };
  useEffect(() => {
    const read = async () => {
      const linked = await linkedPatch(location.hash, version);
      if (linked === null) return;
      change(linked.patch);
      setSays(linked.says);
      setPicks(false);
    };
    // The address of an open page can be replaced by a link.
    addEventListener("hashchange", read);
    read();
    return () => removeEventListener("hashchange", read);
  }, []);

  return (
    <div class="review desk">
      {says !== "" && <p role="status">{says}</p>}
      <label>
        A diff of <code>models/</code> or of the kernel, or a mail with one
        <textarea
          value={patch}
          rows={14}
          maxLength={MAX_PATCH}
          spellcheck={false}
          wrap="off"
          onInput={({ currentTarget }) => {
            setSays("");
            change(currentTarget.value);
          }}
        />
      </label>
      <div class="buttons">
        <button
          type="button"
          class="run"
          disabled={patch.trim() === "" || review.at === "work"}
          onClick={() => begin(patch)}
        >
          Try it
        </button>
        <button type="button" aria-expanded={picks} onClick={() => setPicks(!picks)}>
          Change a function instead
        </button>
        {patch.trim() !== "" && (
          <CopyLink
            label="Copy a link to this patch"
            of={patch}
            make={async () => new URL(`#${await linkOf(patch, version)}`, location.href).href}
          />
        )}
      </div>
      <p class="hint">
        A patch of <code>models/</code> runs, before and after. One of <code>mm/</code>, <code>include/linux/</code> or{" "}
        <code>drivers/</code> can't run here. You'll see which functions of the models it touches, and what we know
        about them.
      </p>
      <p class="hint">
        A patch is somebody's code. It runs only when you press “Try it”, only in this browser, and only inside a frame
        that can reach neither the network nor this site. That also means that what it answers is its own word.
      </p>
      {placed.length > 0 && Placed && <Placed patches={placed} onEdit={read?.runs && follows === null ? null : edit} />}
      {picks && Pick && <Pick addresses={addresses} at={follows?.place ?? null} onPatch={picked} />}
      {Report && <Report review={review} onOpen={open} onCancel={cancel} />}
    </div>
  );
}
