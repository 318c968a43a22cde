/** Steps by itself. Nothing moves but the cursor, so there is nothing to take back where a reader wants less motion. */
import { useEffect, useRef, useState } from "preact/hooks";

/** Steps in a second. */
export const SPEEDS = [0.5, 1, 2, 5] as const;

export interface Autoplay {
  playing: boolean;
  toggle(): void;
  speed: number;
  setSpeed(speed: number): void;
}

export function useAutoplay(canGoOn: boolean, forward: () => void): Autoplay {
  const [wanted, setWanted] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  const playing = wanted && canGoOn;
  // The one of the last painting: each goes on from its own step.
  const latest = useRef(forward);
  latest.current = forward;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => latest.current(), 1000 / speed);
    return () => clearInterval(timer);
  }, [playing, speed]);
  useEffect(() => {
    if (!canGoOn) setWanted(false);
  }, [canGoOn]);
  return { playing, toggle: () => setWanted(!playing), speed, setSpeed };
}
