/** In which language the reader wants the models' code: one switch for the whole site, which keeps its answer on the root element. */
import { useEffect, useState } from "preact/hooks";

export function useReadAs(): "c" | "typescript" {
  const [readAs, setReadAs] = useState<"c" | "typescript">("c");
  useEffect(() => {
    const read = () => setReadAs(document.documentElement.dataset.readAs === "typescript" ? "typescript" : "c");
    read();
    document.addEventListener("read-as", read);
    return () => document.removeEventListener("read-as", read);
  }, []);
  return readAs;
}
