import { piecesOf } from "../jobs/log-text";
import { type Check, count, demand, flag, items, members, object, positive, text } from "./checks";
import type { LogText } from "./scenario";

const base64: Check = (value, path) =>
  demand(
    typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value,
    path,
    "must be Base64 with its padding",
  );

const pieceMembers = object({ text, base64, repeat: count, everySeconds: positive, restart: flag });

/** Checks a {@link LogText}. */
export const checkLog: Check = (value, path) => {
  if (typeof value === "string") {
    return;
  }
  if (!Array.isArray(value)) {
    checkPiece(value, path);
    return;
  }
  const pieces = items(value, path);
  for (const [index, piece] of pieces.entries()) {
    const place = `${path}[${index}]`;
    if (typeof piece === "string") {
      continue;
    }
    checkPiece(piece, place);
    const grows = members(piece, place).has("everySeconds");
    demand(
      !grows || index === pieces.length - 1,
      place,
      "has everySeconds, which only the last piece may have",
    );
  }
};

/** Whether a valid log keeps growing. */
export function growsAtLast(log: unknown): boolean {
  return piecesOf(log as LogText).some(({ everySeconds }) => everySeconds !== undefined);
}

function checkPiece(value: unknown, path: string): void {
  demand(
    typeof value === "object" && value !== null,
    path,
    "must be a text, a piece of a log, or a list of them",
  );
  pieceMembers(value, path);
  const given = members(value, path);
  demand(given.has("text") !== given.has("base64"), path, "must have either text or base64");
}
