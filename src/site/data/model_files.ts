/** The text of the models by path, as the build finds it. */
const FILES = import.meta.glob<string>("../../../models/**/*.ts", { query: "?raw", import: "default", eager: true });

export const modelFiles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FILES).map(([path, text]) => [path.replace("../../../", ""), text]),
);
