/** A component that is fetched when it is wanted for the first time; null until it is there. */
import { useEffect, useState } from "preact/hooks";

export function useLater<C>(isWanted: boolean, load: () => Promise<C>): C | null {
  const [found, setFound] = useState<{ component: C } | null>(null);
  useEffect(() => {
    if (isWanted && found === null) load().then((component) => setFound({ component }));
  }, [isWanted]);
  return found?.component ?? null;
}
