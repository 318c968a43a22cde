// npm run schema: writes the schema of scenario files for editors, which find it by the first line of a scenario.
import { writeFileSync } from "node:fs";
import { editorSchema } from "./editor-schema.ts";

const path = new URL("../../content/scenarios/scenario.schema.json", import.meta.url);
writeFileSync(path, `${JSON.stringify(editorSchema(), null, 2)}\n`);
