/**
 * Accesses that meet, by why they do. One lock that is given back too early shows as races of a dozen words, as steps that can be cut, and as stores without the
 * lock: all that is about words which the same lock kept apart has one cause.
 */
import type { Difference } from "./difference.ts";

/** What a group has in common, as a sentence. `meet`: accesses do; else stores without the lock are all that was seen. */
export interface Why {
  name: string;
  sentence(meet: boolean): string;
}

/** Whoever changes a list stores to its neighbours, so which of these words meet is chance. */
const LINK = /\.(?:next|prev)$|^a list on a stack$/;

const topicOf = (word: string) => (LINK.test(word) ? "the links of a list" : word);
const topicsOf = ({ access }: Difference) => (access?.words ?? []).map(topicOf);

/** Of each difference that is about accesses; the others, and steps that can be cut for no such reason, have none. */
export function whyTheyMeet(found: readonly Difference[]): (difference: Difference) => Why | null {
  const lost = locksLost(found);
  const met = new Set(found.filter(({ kind }) => kind !== "atomic").flatMap(topicsOf));
  return (difference) => {
    const topic = topicsOf(difference).find((each) => met.has(each));
    return topic === undefined ? null : because(topic, lost.get(topic));
  };
}

function because(topic: string, lock: string | undefined): Why {
  if (lock === undefined) return { name: topic, sentence: () => `no lock keeps apart who touches ${topic}` };
  return {
    name: lock,
    sentence: (meet) =>
      meet ? `accesses that ${lock} kept apart can meet` : `stores that always held ${lock} no longer do`,
  };
}

/** By topic. Of several locks, the one that most of what changed has lost. */
function locksLost(found: readonly Difference[]): Map<string, string> {
  const topics = new Map<string, Set<string>>();
  for (const difference of found) {
    for (const lock of difference.access?.lost ?? []) {
      topics.set(lock, new Set([...(topics.get(lock) ?? []), ...topicsOf(difference)]));
    }
  }
  const byWeight = [...topics].sort(([a, m], [b, n]) => m.size - n.size || (a < b ? 1 : -1));
  return new Map(byWeight.flatMap(([lock, all]) => [...all].map((topic) => [topic, lock] as const)));
}
