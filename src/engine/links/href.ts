/** The address of a page of the site, wherever the site is hosted: `href("timeline")`. */
export function href(path: string): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, "")}/${path}/`;
}
