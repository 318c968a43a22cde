/** content/lessons.yaml: what the scenarios teach, and with which of them a reader starts. */
import * as v from "valibot";
import { line, readData } from "../data.ts";

const lessonsFile = v.pipe(
  v.array(
    v.strictObject({
      title: line,
      /** Why a reader should care. */
      why: line,
      start: line,
      scenarios: v.pipe(v.array(line), v.minLength(1)),
    }),
  ),
  v.minLength(1),
);

type Lesson = v.InferOutput<typeof lessonsFile>[number];

/** In the order of reading, `start` first. Each of the scenarios, by id, stands in one of them. */
export function readLessons(text: string, known: readonly string[]): Lesson[] {
  const file = "content/lessons.yaml";
  const lessons = readData(lessonsFile, text, file).map((lesson) => ({
    ...lesson,
    scenarios: [lesson.start, ...lesson.scenarios],
  }));
  const taught = lessons.flatMap(({ scenarios }) => scenarios);
  const problems = [
    ...taught.filter((id, at) => taught.indexOf(id) !== at).map((id) => `${id} stands there twice`),
    ...taught.filter((id) => !known.includes(id)).map((id) => `there is no scenario ${id}`),
    ...known.filter((id) => !taught.includes(id)).map((id) => `${id} is in no lesson`),
  ];
  if (problems.length > 0) throw new Error(`${file}: ${problems.join("; ")}`);
  return lessons;
}
