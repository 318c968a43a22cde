/** What it takes to change and to run models in the page, from files that the build makes: fetched when they are first needed. */
import type { Files } from "../../review/patch.ts";
import type { Material } from "../../review/plan.ts";

export interface ModelsFile {
  files: Files;
  functions: { file: string; name: string; line: number; last: number }[];
}

/** Scripts are CommonJS, by path. */
export interface MachineryFile {
  /** Of the models as they are, and with a mark in each function. */
  plain: Files;
  marked: Files;
  marks: string[];
  /** Everything else that a worker needs. */
  engine: Files;
  material: Material;
}

export interface Machinery extends Pick<MachineryFile, "marked" | "marks" | "engine" | "material"> {
  models: Files;
  /** By a text of the models, what is run of it. */
  scripts: ReadonlyMap<string, string>;
}

/** Of the files. `frame`: the page in which models run. */
export interface Addresses {
  places: string;
  models: string;
  machinery: string;
  frame: string;
}

export const fetchModels = ({ models }: Pick<Addresses, "models">): Promise<ModelsFile> => fetched(models);

export async function fetchMachinery(addresses: Addresses): Promise<Machinery> {
  const [{ files }, file] = await Promise.all([fetchModels(addresses), fetched<MachineryFile>(addresses.machinery)]);
  const { plain, marked, marks, engine, material } = file;
  const scripts = new Map(Object.entries(files).map(([path, text]) => [text, plain[path] ?? ""]));
  for (const script of Object.values(marked)) scripts.set(script, script);
  return { models: files, marked, marks, engine, material, scripts };
}

export async function fetched<F>(address: string): Promise<F> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be loaded (${response.status}). Load the page again`);
  return response.json();
}
