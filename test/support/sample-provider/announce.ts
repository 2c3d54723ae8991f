import { appendFileSync } from "node:fs";
import { action } from "../../../src/plugin/author/action";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import { optional, refine, required, string } from "../../../src/plugin/schema/attribute";
import type { Folder } from "./folder";

const short = refine(string, (text) => (text.length <= 8 ? undefined : "must have at most 8 characters."));

/** Says a text and writes it down: a line in the file `announcements`. */
export const announce = action<Folder>()({
  description: "Announces a text.",
  attributes: {
    text: required(short, "What."),
    way: optional(string, "How it goes: `warn`, `fail`, `throw` or `hang`."),
  },
  async invoke({ config: { text, way }, client, progress, signal, warn }) {
    await progress(`Announcing ${text}.`);
    if (way === "hang") {
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
    if (way === "fail") {
      throw new DiagnosticError({
        summary: "Cannot Announce",
        detail: "The test asked for that.",
        path: ["text"],
      });
    }
    if (way === "throw") {
      throw new TypeError("a message with hunter2 in it");
    }
    if (way === "warn") {
      warn({ summary: "Odd Text", detail: "It is odd.", path: ["text"] });
    }
    appendFileSync(client.file("announcements"), `${text}\n`);
    await progress(`Announced ${text}.\nIn two lines.`);
  },
});
