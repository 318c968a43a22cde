/** What the reports of the two test runners say: how many tests there were, and of how many specifications they were cases. */
import type { JSONReport, JSONReportSuite } from "@playwright/test/reporter";
import type { JsonTestResults } from "vitest/node";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Tests whose title differs in its parameters alone, as those of one `it.each`, are one: they stand at one place. */
  specifications: number;
}

export function ofVitest(report: JsonTestResults): Counts {
  const places = report.testResults.flatMap(({ name, assertionResults }) =>
    // It has no place where it was not asked for with --includeTaskLocation.
    assertionResults.map(({ location }) => `${name}:${location?.line}:${location?.column}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    specifications: new Set(places).size,
  };
}

export function ofPlaywright({ stats, suites }: JSONReport): Counts {
  return {
    passed: stats.expected,
    // Flaky: it failed, and passed when somebody had it tried again. That is a failure.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    specifications: new Set(suites.flatMap(placesIn)).size,
  };
}

function placesIn({ specs, suites = [] }: JSONReportSuite): string[] {
  return [...specs.map(({ file, line, column }) => `${file}:${line}:${column}`), ...suites.flatMap(placesIn)];
}
