/** What was collected from the sources of kernels, for those whose source a distribution has. */
import * as v from "valibot";
import collected from "../../../content/places.json" with { type: "json" };
import { type KernelPlaces, kernelPlaces } from "./places.ts";

export const PLACES: readonly KernelPlaces[] = v.parse(v.array(kernelPlaces), collected);
