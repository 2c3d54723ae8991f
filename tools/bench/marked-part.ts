/**
 * Replaces what stands between the two markers of a part of a page, `<!-- bench: NAME -->` and `<!-- end: NAME -->`, and
 * leaves all else as it is.
 *
 * @throws Error when the page has not both of them, in this order
 */
export function replacePart(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- bench: ${name} -->`, `<!-- end: ${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) {
    throw new Error(`The page has no place for "${name}": ${begin} and ${end} are missing.`);
  }
  return `${page.slice(0, from + begin.length)}\n${content.trim()}\n${page.slice(to)}`;
}
