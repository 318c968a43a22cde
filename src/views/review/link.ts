/** A patch in an address: "#v=1a2b3c4d&d=…", the version of the models that it was made with, and the patch, packed. It may come from anybody. */
import { linkIn } from "../../engine/links/fragment.ts";
import { MAX_LINK } from "../../engine/links/link.ts";
import { PackError, pack, unpack } from "../../engine/links/pack.ts";

/** Bytes of a patch. */
export const MAX_PATCH = 200_000;

export interface Linked {
  patch: string;
  /** What is to be said about the link; empty where it fits. */
  says: string;
}

export async function linkOf(patch: string, version: string): Promise<string> {
  const link = `v=${version}&d=${await pack(patch)}`;
  if (link.length <= MAX_LINK) return link;
  throw new Error(
    `The link would have ${link.length} characters, and at most ${MAX_LINK} can be opened. Send the patch instead.`,
  );
}

/** Null where the address holds none. */
export async function linkedPatch(hash: string, version: string): Promise<Linked | null> {
  const link = linkIn(hash);
  if (link === null) return null;
  if (link.length > MAX_LINK)
    return { patch: "", says: `The link has ${link.length} characters, and at most ${MAX_LINK} are read.` };
  const parts = new URLSearchParams(link);
  const packed = parts.get("d");
  if (packed === null) return { patch: "", says: "The link holds no patch (d=)." };
  try {
    const patch = await unpack(packed, MAX_PATCH);
    const isOld = parts.get("v") !== version;
    return {
      patch,
      says: isOld ? "The models have changed since this link was made. The patch is tried on those of today." : "",
    };
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return { patch: "", says: `The link holds ${error.message}. Ask for it again, or for the patch itself.` };
  }
}
