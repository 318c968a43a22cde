// npm run kernel:convert -- FOLDER RELEASE: makes content/kernels/RELEASE out of what the recorder wrote to FOLDER.
import { join } from "node:path";
import { ConvertError, convertFolder } from "./convert_folder.ts";

const [folder, release, ...more] = process.argv.slice(2);
try {
  if (!folder || !release || more.length > 0) {
    const example = "npm run kernel:convert -- kernel-recordings/6.1.0-50-amd64 6.1";
    throw new ConvertError("name a folder of recordings and the release that it is of", `For example: ${example}`);
  }
  const into = join(import.meta.dirname, "../../../content/kernels");
  for (const line of convertFolder(folder, release, into)) console.log(line);
} catch (error) {
  if (!(error instanceof ConvertError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
