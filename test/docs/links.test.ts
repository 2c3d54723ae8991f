import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const pages = ["", "docs", "findings"]
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: folder !== "", encoding: "utf8" }).map((name) =>
      path.join(folder, name),
    ),
  )
  .filter((name) => name.endsWith(".md"));

/** The links of a page to files, headings and pictures of this repository. */
function linksOf(page: string): string[] {
  const prose = readFileSync(path.join(root, page), "utf8").replace(/^```.*?^```/gms, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)|<(?:img|source) [^>]*src(?:set)?="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors of a page, as GitHub makes them of its headings, and its own. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(path.join(root, page), "utf8");
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id)];
}

test.each(pages.filter((page) => linksOf(page).length > 0))("every link of %s leads somewhere", (page) => {
  const dead = linksOf(page).filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? page : path.join(path.dirname(page), file);
    if (!existsSync(path.join(root, target))) {
      return true;
    }
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(dead).toEqual([]);
});
