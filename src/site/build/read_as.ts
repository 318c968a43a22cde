/**
 * "Read as": C or TypeScript, one switch for the whole site. It is kept by the browser, and set before anything is painted; a page without scripts
 * is read as C. Whoever draws code in a script hears of a change by the event `read-as` of the document.
 */

/** Stands in the head of every page. Small, and of no module: pages to read ship none of ours. */
export const READ_AS_SCRIPT = `(() => {
  const { dataset } = document.documentElement;
  const set = (language) => (dataset.readAs = language === "typescript" ? "typescript" : "c");
  try { set(localStorage.getItem("read-as")); } catch { set("c"); }
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("select[data-read-as-choice]")) return;
    set(target.value);
    try { localStorage.setItem("read-as", target.value); } catch {}
    for (const each of document.querySelectorAll("select[data-read-as-choice]")) each.value = target.value;
    document.dispatchEvent(new CustomEvent("read-as", { detail: target.value }));
  });
})();`;
