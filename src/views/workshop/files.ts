/** Scenario files of the reader's own machine. */
import { MAX_BYTES } from "../../engine/scenario/limits.ts";
import type { Draft } from "./draft.ts";

/** Rejects with what is wrong, for the reader. */
export async function openFile(file: File): Promise<Draft> {
  if (file.size > MAX_BYTES) {
    throw new Error(
      `${shown(file.name)} has ${file.size} bytes. A scenario has at most ${MAX_BYTES}: it is a page of text.`,
    );
  }
  return { name: nameOf(file.name), text: await file.text() };
}

export function download({ name, text }: Draft): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.yaml`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Without ending, and without what files cannot be called everywhere. */
function nameOf(file: string): string {
  const name = file
    .replace(/\.ya?ml$/i, "")
    .replace(/[^\w.-]+/g, "-")
    .slice(0, 64);
  return name === "" ? "scenario" : name;
}

function shown(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}
