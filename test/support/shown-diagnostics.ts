import { stripVTControlCharacters } from "node:util";
import type { Finished } from "./workspace";

/** A diagnostic as Terraform prints it for a person. */
export interface ShownDiagnostic {
  readonly severity: "Error" | "Warning";
  readonly summary: string;
  /** The object concerned, such as `data.ehpc_job.train`; `null` where Terraform names none. */
  readonly address: string | null;
  /** The line of the configuration that it points at, such as `job_id = ""`; `null` where it shows none. */
  readonly code: string | null;
  /** The sentences, without Terraform's line breaks. */
  readonly detail: string;
}

/**
 * Takes apart the frames that Terraform draws around diagnostics: a title, the place, and paragraphs of detail, with
 * blank lines between. Not for output of `-no-color`, which has no frames.
 */
export function shownDiagnostics({ stdout, stderr }: Finished): ShownDiagnostic[] {
  const text = stripVTControlCharacters(stdout + stderr);
  return [...text.matchAll(/╷\n([\s\S]*?)╵/g)].map(([, frame = ""]) => readFrame(frame));
}

/** The one error at an object. Throws, with all that was printed, unless there is exactly one. */
export function errorAt(address: string, output: Finished): ShownDiagnostic {
  const found = shownDiagnostics(output).filter((each) => each.address === address);
  const [only] = found;
  if (only?.severity !== "Error" || found.length > 1) {
    throw new Error(`${found.length} diagnostics at ${address}\n${output.stdout}${output.stderr}`);
  }
  return only;
}

function readFrame(frame: string): ShownDiagnostic {
  const unframed = frame.replace(/^│ ?/gm, "").replace(/[ \t]+$/gm, "");
  const [title = "", ...paragraphs] = unframed.split(/\n{2,}/);
  const place = paragraphs[0]?.startsWith("  ") ? paragraphs.shift() : undefined;
  const [, severity, summary = ""] = /^(Error|Warning): ([\s\S]*)/.exec(title) ?? [];
  return {
    severity: severity === "Warning" ? "Warning" : "Error",
    summary: oneLine(summary),
    address: /^ +with (.*),$/m.exec(place ?? "")?.[1] ?? null,
    code: /^ +\d+: +(.*)$/m.exec(place ?? "")?.[1] ?? null,
    detail: paragraphs.map(oneLine).join("\n"),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
