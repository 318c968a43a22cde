/** Every source that the data of the site names, and where it is named: mails, commits, and files of the kernel. */

import { ERAS } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { isOf } from "../../../models/invariants/invariant.ts";
import { href } from "../../engine/links/href.ts";
import { slugOf } from "../../engine/links/slug.ts";
import { numberOf } from "../../knowledge/bugs/register.ts";
import { SERIES } from "../../knowledge/series/points.ts";
import { basics } from "./basics.ts";
import { bugs } from "./bugs.ts";
import { codeSources, recordingSources } from "./derived_sources.ts";
import { eraTextOf } from "./eras.ts";
import { glossary } from "./glossary.ts";
import { guards } from "./guards.ts";
import { leftOut } from "./left_out.ts";
import { lockless } from "./lockless.ts";
import { nameGroups } from "./names.ts";
import { allPlans } from "./plans.ts";
import { allScenarios, scenarioNamed } from "./scenarios.ts";
import { seriesNamed } from "./series.ts";
import { SCENARIO as STRIP } from "./strip_frames.ts";
import { timeline } from "./timeline.ts";
import { walkthroughSources } from "./walkthrough_sources.ts";
import { NUMBER_SOURCES } from "./word_comparison.ts";

interface Use {
  label: string;
  /** A page of the site, with or without a place in it. */
  path: string;
}
interface Citation {
  text: string;
  uses: Use[];
}

const KINDS = [
  { title: "Mails", of: /<[^<>\s]+@[^<>\s]+>/g },
  { title: "Commits", of: /\b(?=[0-9a-f]*[0-9])[0-9a-f]{12}\b/g },
  { title: "Files", of: /(?<![\w/.-])(?:[\w-]+\/)+[\w.-]+\.(?:c|h|rst|txt|json|ts|yaml)\b/g },
] as const;

let known: { text: string; use: Use }[] | null = null;

function named(): { text: string; use: Use }[] {
  known ??= everySource();
  return known;
}

/** What a page names as its sources, each once; none where it lists them under its own heading. `pathname` is that of its address. */
export function sourcesOf(pathname: string): string[] {
  const page = pathname.slice(href("").length - 1);
  if (/^(scenarios|walkthroughs)\//.test(page)) return [];
  const own = named().filter(({ use: { path } }) => path.replace(/#.*/, "") === page);
  return [...new Set(own.map(({ text }) => text).filter((text) => text !== ""))];
}

export function citations(): { title: string; citations: Citation[] }[] {
  return KINDS.map(({ title, of }) => {
    const found = new Map<string, Map<string, Use>>();
    for (const { text, use } of named()) {
      for (const [citation] of text.matchAll(of)) {
        const uses = found.get(citation) ?? new Map<string, Use>();
        found.set(citation, uses.set(use.path, use));
      }
    }
    const sorted = [...found].sort(([a], [b]) => a.localeCompare(b, "en"));
    return { title, citations: sorted.map(([text, uses]) => ({ text, uses: [...uses.values()] })) };
  });
}

function everySource(): { text: string; use: Use }[] {
  const from = (use: Use, sources: readonly string[]) => sources.map((text) => ({ text, use }));
  return [
    ...basics().flatMap(({ id, title, sources }) => from({ label: title, path: `before-you-start/#${id}` }, sources)),
    ...ERAS.flatMap((era) => {
      const { id } = era;
      const { story, sources } = eraTextOf(era);
      const all = [...sources, ...story.flatMap(({ claims }) => claims.flatMap((claim) => claim.sources))];
      return from({ label: `era ${id}`, path: `eras/${id}/` }, all);
    }),
    ...ERAS.flatMap((era) =>
      INVARIANTS.filter((rule) => isOf(rule, era)).flatMap(({ source }) =>
        from({ label: `rules of ${era.id}`, path: `eras/${era.id}/#rules` }, [source]),
      ),
    ),
    ...allScenarios().flatMap(({ id, title, sources, eras }) =>
      from({ label: title, path: `scenarios/${id}/` }, [
        ...sources,
        ...Object.values(eras).map(({ source }) => source),
      ]),
    ),
    ...Object.values(lockless()).flatMap((rows) =>
      rows.flatMap(({ source }) => from({ label: "Without a lock", path: "lockless/" }, [source])),
    ),
    ...guards().flatMap(({ guard, source }) =>
      from({ label: `guard ${guard}`, path: `guards/#${slugOf(guard)}` }, [source]),
    ),
    ...bugs().flatMap((bug) =>
      from(
        { label: `${numberOf(bug)}: ${bug.title}`, path: `bugs/${bug.id}/` },
        bug.evidence.map(({ source }) => source),
      ),
    ),
    ...walkthroughSources().flatMap(({ slug, title, sources }) =>
      from({ label: title, path: `walkthroughs/${slug}/` }, sources),
    ),
    ...SERIES.flatMap((id) => {
      const { posted, story, patches } = seriesNamed(id);
      const whole = [...posted.map(({ message }) => message), ...story.flatMap(({ sources }) => sources)];
      return [
        ...from({ label: `series of ${id}`, path: `series/${id}/` }, whole),
        ...patches.flatMap(({ number, commit, asked }) =>
          from({ label: `series of ${id}, ${number}`, path: `series/${id}/#patch-${number}` }, [
            commit ?? "",
            ...asked.flatMap(({ sources }) => sources),
          ]),
        ),
      ];
    }),
    ...allPlans().plans.flatMap(({ id, title, sources }) => from({ label: title, path: `plans/#${id}` }, sources)),
    ...from(
      { label: "Plans", path: "plans/" },
      [...allPlans().why, ...allPlans().now].flatMap(({ sources }) => sources),
    ),
    ...from({ label: "First page", path: "" }, [
      ...ERAS.flatMap((era) => eraTextOf(era).sources),
      ...scenarioNamed(STRIP).sources,
    ]),
    ...from({ label: "Words of a page", path: "compare/words/" }, [
      ...ERAS.flatMap((era) => eraTextOf(era).sources),
      ...NUMBER_SOURCES,
    ]),
    // The exceptions that the comparison of the ends rests on.
    ...from(
      { label: "What the refactorings kept", path: "kept/" },
      allScenarios()
        .filter(({ order }) => order === "open")
        .flatMap(({ eras }) => Object.values(eras).flatMap(({ skip, source }) => (skip === undefined ? source : []))),
    ),
    ...codeSources().flatMap(({ label, path, sources }) => from({ label, path }, sources)),
    ...recordingSources().flatMap(({ label, path, sources }) => from({ label, path }, sources)),
    ...leftOut().flatMap(({ title, items }) =>
      items.flatMap(({ what, text }) =>
        from(
          { label: `left out: ${what}`, path: `left-out/#${slugOf(title)}` },
          KINDS.flatMap(({ of }) => text.match(of) ?? []),
        ),
      ),
    ),
    ...from(
      { label: "Timeline", path: "timeline/" },
      timeline().flatMap(({ sources }) => sources),
    ),
    ...nameGroups().flatMap(({ group, names }) =>
      from(
        { label: `names: ${group}`, path: `compare/names/#${slugOf(group)}` },
        names.flatMap(({ sources }) => sources),
      ),
    ),
    ...glossary().flatMap(({ term, sources }) =>
      from({ label: `glossary: ${term}`, path: `glossary/#${slugOf(term)}` }, sources),
    ),
  ];
}
